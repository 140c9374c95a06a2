-- LISTs all ConfigMaps of the namespace NAMESPACE.
local token, namespace = os.getenv("TOKEN"), os.getenv("NAMESPACE")
function request()
  return wrk.format("GET", "/api/v1/namespaces/" .. namespace .. "/configmaps",
    { ["Authorization"] = "Bearer " .. token, ["Accept"] = "application/json" })
end
