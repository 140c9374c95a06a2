-- LISTs COUNT ConfigMaps at once.
local token, count = os.getenv("TOKEN"), os.getenv("COUNT")
function request()
  local path = "/api/v1/namespaces/bench/configmaps?limit=" .. count
  return wrk.format("GET", path, { ["Authorization"] = "Bearer " .. token, ["Accept"] = "application/json" })
end
