-- Sends the request of a file over and over: its first line is `METHOD PATH`, then header fields, a line each, an empty line, and the body.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local whole

function init(args)
  local file = assert(io.open(args[1], "r"))
  local method, path = assert(file:read("*l")):match("^(%S+) (%S+)$")
  for line in file:lines() do
    if line == "" then
      break
    end
    local name, value = line:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
  local body = file:read("*a")
  file:close()
  whole = wrk.format(method, path, nil, body ~= "" and body or nil)
end

function request()
  return whole
end
