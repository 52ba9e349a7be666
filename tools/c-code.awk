# What a C compiler sees of a line: for awk "$(cat c-code.awk)"' program '.
# Set code_in_comment to 0 where a file begins.

# `line` without its comments; literals are empty. Keeps its place in a
# comment of several lines between calls. (\047 is a quote: this goes between quotes in a shell.)
function code(line,    out, token)
{
	out = ""
	while (line != "") {
		if (code_in_comment) {
			if (!match(line, /\*\//))
				return out
			line = substr(line, RSTART + 2)
			code_in_comment = 0
			out = out " "
			continue
		}
		if (!match(line, /\/\*|\/\/|"|\047/))
			return out line
		out = out substr(line, 1, RSTART - 1)
		token = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (token == "//")
			return out
		if (token == "/*") {
			code_in_comment = 1
			continue
		}
		if (token == "\"")
			match(line, /^([^"\\]|\\.)*"/)
		else
			match(line, /^([^\047\\]|\\.)*\047/)
		if (RSTART)
			line = substr(line, RSTART + RLENGTH)
		out = out token token
	}
	return out
}
