#include "server/sign_in/family.h"

#include <map>
#include <string_view>
#include <utility>

#include "server/api/json.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

// By name: no structure of the API has a place for it.
using Content = std::map<std::string, std::string, std::less<>>;

void Put(Content& content, std::string_view name, const std::optional<std::string>& value) {
  if (value) {
    content.emplace(name, *value);
  }
}

std::optional<std::string> Member(const Content& content, std::string_view name) {
  const auto found = content.find(name);
  return found == content.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::string ToDocument(const FamilyFacts& facts) {
  Content content = {{"Issuer", facts.issuer}, {"Scope", facts.scope}};
  if (facts.from_oauth) {
    content["FromOAuth"] = "true";
  }
  Put(content, "Audience", facts.audience);
  Put(content, "Acr", facts.acr);
  if (!facts.amr.empty()) {
    content["Amr"] = util::Join(facts.amr, " ");
  }
  Put(content, "DeviceKey", facts.device_key);
  Put(content, "SessionId", facts.session_id);
  return api::ToJson(content);
}

FamilyFacts FamilyFactsOf(const std::string& document) {
  const auto content = api::FromStoredJson<Content>(document);
  FamilyFacts facts{content.at("Issuer"), content.at("Scope"), content.contains("FromOAuth"), Member(content, "Audience")};
  facts.acr = Member(content, "Acr");
  const std::string amr = Member(content, "Amr").value_or("");
  for (const std::string_view method : util::Split(amr, " ")) {
    facts.amr.emplace_back(method);
  }
  facts.device_key = Member(content, "DeviceKey");
  facts.session_id = Member(content, "SessionId");
  return facts;
}

}  // namespace rockpool::sign_in
