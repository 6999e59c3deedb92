#include "server/sign_in/family.h"

#include "server/api/named_texts.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {

std::vector<std::string> MethodsIn(std::string_view text) {
  const std::vector<std::string_view> words = util::Split(text, " ");
  return {words.begin(), words.end()};
}

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
  if (facts.has_second_factor) {
    content["HasSecondFactor"] = "true";
  }
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
  facts.has_second_factor = content.contains("HasSecondFactor");
  return facts;
}

}  // namespace rockpool::sign_in
