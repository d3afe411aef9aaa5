/** Amazon Bedrock's Converse, which callers do not speak: written requests, read answers. */
@NullMarked
package dev.fairlead.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
