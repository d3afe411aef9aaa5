# Sets JAVA_HOME to a JDK 25 or later, or stops with one sentence. Sourced by ./build and ./fairlead.
fairlead_jdk_version() { # HOME of a JDK -> its feature number, or nothing
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}
fairlead_find_jdk() {
  local looked="" home version
  local on_path=""
  if command -v javac >/dev/null 2>&1; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  for home in "${FAIRLEAD_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/local/lib/jvm/* /opt/java/* /opt/jdk* /opt/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    version=$(fairlead_jdk_version "$home" || true)
    looked="$looked $home${version:+ ($version)}"
    if [ -n "$version" ] && [ "$version" -ge 25 ] && [ "$version" -lt 26 ]; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  echo "Fairlead needs a JDK 25: install one (on Debian: temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME to it. Looked at:${looked:- nothing found in JAVA_HOME, PATH and /usr/lib/jvm}." >&2
  return 1
}
fairlead_find_jdk || exit 1
