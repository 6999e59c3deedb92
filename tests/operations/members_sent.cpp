#include "tests/operations/members_sent.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <iterator>

#include "server/api/operation.h"

namespace rockpool::support {
namespace {

using Names = std::set<std::string>;

// The elements of a list and the values of a map are at the path of the whole.
void AddOfValue(const rapidjson::Value& value, const api::Shape& shape, const std::string& path, Names& names) {
  if (value.IsString() && !shape.enumeration.empty()) {
    names.insert(path + "=" + value.GetString());
  }
  if (value.IsArray()) {
    for (const auto& element : value.GetArray()) {
      AddOfValue(element, *shape.element, path, names);
    }
  }
  if (value.IsObject()) {
    for (const auto& [name, member] : value.GetObject()) {
      if (shape.kind == api::ShapeKind::kMap) {
        AddOfValue(member, *shape.element, path, names);
      } else if (const api::Member* known = api::FindMember(shape, name.GetString())) {
        const std::string below = (path.empty() ? "" : path + ".") + name.GetString();
        names.insert(below);
        AddOfValue(member, *known->shape, below, names);
      } else if (shape.kind == api::ShapeKind::kStructure) {
        ADD_FAILURE() << "The model has no member " << name.GetString() << " at " << path;
      }
    }
  }
}

void AddOfShape(const api::Shape& shape, const std::string& path, Names& names) {
  for (const std::string_view word : shape.enumeration) {
    names.insert(path + "=" + std::string(word));
  }
  for (const api::Member& member : shape.members) {
    const std::string below = (path.empty() ? "" : path + ".") + std::string(member.name);
    names.insert(below);
    AddOfShape(*member.shape, below, names);
  }
  if (shape.element != nullptr) {
    AddOfShape(*shape.element, path, names);
  }
}

}  // namespace

void MembersSent::Add(const std::string& request) {
  rapidjson::Document json;
  json.Parse(request.c_str());
  ASSERT_FALSE(json.HasParseError()) << request;
  AddOfValue(json, *api::FindOperation(operation_)->input, "", sent_);
}

std::set<std::string> MembersSent::Missing() const {
  Names all;
  AddOfShape(*api::FindOperation(operation_)->input, "", all);
  Names missing;
  std::ranges::set_difference(all, sent_, std::inserter(missing, missing.end()));
  return missing;
}

}  // namespace rockpool::support
