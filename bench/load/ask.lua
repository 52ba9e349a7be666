-- wrk: queries of a file ("qid TAB query"), each time another address, so
-- that no cache has it: wrk -s ask.lua URL -- FILE [same]
local paths = {}
local number = 0
local threads = 0

function setup(thread)
	thread:set("id", threads)
	threads = threads + 1
end

local function encode(s)
	return (s:gsub("[^%w]", function(c)
		return string.format("%%%02X", c:byte())
	end))
end

function init(args)
	for line in io.lines(args[1]) do
		local query = line:match("\t(.*)")
		if query then
			paths[#paths + 1] = "/api/v1/search?q=" .. encode(query)
		end
	end
	if args[2] == "same" then
		paths = { paths[1], paths[2], paths[3], paths[4], paths[5] }
		same = true
	end
	number = id * 7919
end

function request()
	number = number + 1
	local path = paths[number % #paths + 1]
	if not same then
		path = path .. "&x=" .. id .. "." .. number
	end
	return wrk.format("GET", path)
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format(
		"RESULT %.1f %d %.2f %.2f\n",
		summary.requests / summary.duration * 1e6,
		e.connect + e.read + e.write + e.status + e.timeout,
		latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
