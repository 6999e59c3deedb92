#include "server/workbench/regions.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/pools/replicas/down_regions.h"
#include "server/util/strings.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"

namespace rockpool::workbench {
namespace {

// {"down":["us-east-1"]}
std::string DownJson(const world::World& world) {
  std::vector<std::string> down;
  std::ranges::transform(world.settings.Of<pools::RegionSettings>().down->List(), std::back_inserter(down),
                         [](const std::string& region) { return '"' + region + '"'; });  // letters, digits and hyphens
  api::JsonObject json;
  json.AddJsonList("down", down);
  return json.Text();
}

bool ReadIsDown(std::string_view body) {
  rapidjson::Document document;
  if (!Parse(body, document) || !document.IsObject() || document.MemberCount() != 1 || !document.HasMember("isDown") ||
      !document["isDown"].IsBool()) {
    Refuse("The body must be an object with the member isDown, true or false, and no other.");
  }
  return document["isDown"].GetBool();
}

std::string Change(const world::World& world, const http::Request& request) {
  const std::string region(request.Captured("region"));
  if (!util::IsRegion(region)) {
    Refuse("A region is small letters, digits and hyphens.");
  }
  if (!world.settings.Of<pools::RegionSettings>().down->Put(region, ReadIsDown(request.body))) {
    Refuse("At most " + std::to_string(pools::DownRegions::kMost) + " regions can be down.");
  }
  return DownJson(world);
}

}  // namespace

void AddRegions(Workbench& workbench, const world::World& world, util::Random& random) {
  workbench.Add("GET", "/_rockpool/regions",
                std::make_unique<JsonEndpoint>([&world](const http::Request&) { return DownJson(world); }, http::Runs::kHere, random));
  workbench.Add(
      "PUT", "/_rockpool/regions/{region}",
      std::make_unique<JsonEndpoint>([&world](const http::Request& request) { return Change(world, request); }, http::Runs::kHere, random));
}

}  // namespace rockpool::workbench
