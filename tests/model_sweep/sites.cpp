#include "tests/model_sweep/sites.h"

#include "tests/model_sweep/samples.h"

namespace rockpool::model_sweep {
namespace {

void Visit(const Site& site, std::vector<Site>& sites);

void VisitMembers(const Site& structure, std::vector<Site>& sites) {
  for (const RawMember& member : structure.shape->members) {
    const std::string parent = structure.path.empty() ? "" : structure.path + ".";
    Visit({structure.pointer + "/" + member.name, parent + member.path, member.shape, member.required,
           structure.sensitive || member.shape->sensitive},
          sites);
  }
}

void Visit(const Site& site, std::vector<Site>& sites) {
  sites.push_back(site);
  const RawShape& shape = *site.shape;
  if (shape.type == "structure") {
    VisitMembers(site, sites);
  } else if (shape.type == "list" && shape.element->IsContainer()) {
    Visit({site.pointer + "/0", site.path + ".1.member", shape.element, false, site.sensitive || shape.element->sensitive}, sites);
  } else if (shape.type == "map" && shape.element->IsContainer()) {
    const std::string key = ValidText(*shape.key);
    // Assumed: the path of a map's value, by analogy with that of a list's member.
    Visit({site.pointer + "/" + key, site.path + "." + key + ".member", shape.element, false, site.sensitive || shape.element->sensitive},
          sites);
  }
}

}  // namespace

std::vector<Site> SitesOf(const RawShape& input) {
  std::vector<Site> sites;
  VisitMembers({"", "", &input, false, input.sensitive}, sites);
  return sites;
}

}  // namespace rockpool::model_sweep
