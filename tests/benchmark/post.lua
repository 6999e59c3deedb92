-- Posts the body of a file; `@COUNT@` in it becomes a number that no request before had, since an update that changes nothing costs nothing.
local head, tail, count = "", nil, 0

function init(args)
  local file = assert(io.open(args[1], "r"))
  local body = file:read("*a")
  file:close()
  local at = body:find("@COUNT@", 1, true)
  head = at and body:sub(1, at - 1) or body
  tail = at and body:sub(at + 7) or nil
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-amz-json-1.1"
  wrk.headers["X-Amz-Target"] = "AWSCognitoIdentityProviderService." .. args[2]
  wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0"
  math.randomseed(os.time())
  count = math.random(1000000000)
end

function request()
  if not tail then
    return wrk.format(nil, nil, nil, head)
  end
  count = count + 1
  return wrk.format(nil, nil, nil, head .. count .. tail)
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
