-- GETs one of the COUNT ConfigMaps of the namespace NAMESPACE, chosen at random.
local token, namespace = os.getenv("TOKEN"), os.getenv("NAMESPACE")
local count = tonumber(os.getenv("COUNT"))
function init() math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 100000) end
function request()
  local path = "/api/v1/namespaces/" .. namespace .. "/configmaps/c" .. math.random(1, count)
  return wrk.format("GET", path, { ["Authorization"] = "Bearer " .. token, ["Accept"] = "application/json" })
end
