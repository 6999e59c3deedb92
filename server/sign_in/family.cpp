#include "server/sign_in/family.h"

#include "server/api/named_texts.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {

std::vector<std::string> MethodsIn(std::string_view text) {
  const std::vector<std::string_view> words = util::Split(text, " ");
  return {words.begin(), words.end()};
}

std::string ToDocument(const FamilyFacts& facts) {
  api::NamedTexts texts{{"Issuer", facts.issuer}, {"Scope", facts.scope}};
  texts.PutFlag("FromOAuth", facts.from_oauth);
  texts.Put("Audience", facts.audience);
  texts.Put("Acr", facts.acr);
  texts.PutUnlessEmpty("Amr", util::Join(facts.amr, " "));
  texts.Put("DeviceKey", facts.device_key);
  texts.Put("SessionId", facts.session_id);
  texts.PutFlag("HasSecondFactor", facts.has_second_factor);
  return api::ToJson(texts);
}

FamilyFacts FamilyFactsOf(const std::string& document) {
  const auto texts = api::FromStoredJson<api::NamedTexts>(document);
  FamilyFacts facts{texts.At("Issuer"), texts.At("Scope"), texts.Has("FromOAuth"), texts.Find("Audience")};
  facts.acr = texts.Find("Acr");
  facts.amr = MethodsIn(texts.Text("Amr"));
  facts.device_key = texts.Find("DeviceKey");
  facts.session_id = texts.Find("SessionId");
  facts.has_second_factor = texts.Has("HasSecondFactor");
  return facts;
}

}  // namespace rockpool::sign_in
