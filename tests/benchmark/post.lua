-- Posts the bodies of a file, a line each, in turn; `@COUNT@` in one becomes a number that no request before had, since an update that
-- changes nothing costs nothing.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local bodies, turn, count = {}, 0, 0

function init(args)
  local file = assert(io.open(args[1], "r"))
  for body in file:lines() do
    local at = body:find("@COUNT@", 1, true)
    bodies[#bodies + 1] = { head = at and body:sub(1, at - 1) or body, tail = at and body:sub(at + 7) }
  end
  file:close()
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-amz-json-1.1"
  wrk.headers["X-Amz-Target"] = "AWSCognitoIdentityProviderService." .. args[2]
  wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0"
  math.randomseed(os.time())
  count = math.random(1000000000)
end

function request()
  turn = turn % #bodies + 1
  local body = bodies[turn]
  if not body.tail then
    return wrk.format(nil, nil, nil, body.head)
  end
  count = count + 1
  return wrk.format(nil, nil, nil, body.head .. count .. body.tail)
end
