#!/bin/sh
# The files given, as a C table on standard output: embed.sh FILE...
# Each becomes an array of bytes; its name is that of the file.
set -e
echo '/* Made by web/embed.sh from the files of web/. */'
n=0
for file in "$@"; do
	echo "static const unsigned char asset_$n[] = {"
	od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
	echo '};'
	n=$((n + 1))
done
echo 'static const struct asset assets[] = {'
n=0
for file in "$@"; do
	echo "	{ \"${file##*/}\", { (const char *)asset_$n,"
	echo "	  sizeof(asset_$n) } },"
	n=$((n + 1))
done
echo '};'
