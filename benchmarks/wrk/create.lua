-- Creates ConfigMaps of about 1 KB with random names.
local token = os.getenv("TOKEN")
local value = string.rep("x", 630) -- 1 KB with what the server adds
function init() math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 100000) end
function request()
  local name = string.format("n%08x%08x", math.random(0, 0x7fffffff), math.random(0, 0x7fffffff))
  local body = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"' .. name .. '"},"data":{"value":"' .. value .. '"}}'
  return wrk.format("POST", "/api/v1/namespaces/bench-create/configmaps",
    { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }, body)
end
