#include "server/oauth/codes.h"

#include "server/api/named_texts.h"
#include "server/crypto/digest.h"
#include "server/sign_in/family.h"
#include "server/util/strings.h"

namespace rockpool::oauth {

std::string ToDocument(const CodeFacts& facts) {
  api::NamedTexts texts;
  texts.Put("RedirectUri", facts.redirect_uri);
  texts.Put("Scope", facts.scope);
  texts.Put("Nonce", facts.nonce);
  texts.Put("CodeChallenge", facts.code_challenge);
  texts.Put("Resource", facts.resource);
  texts.Put("Issuer", facts.issuer);
  texts.Put("AuthenticatedMillis", std::to_string(facts.authenticated_millis));
  texts.Put("SignIn", facts.sign_in);
  texts.PutUnlessEmpty("Changes", facts.changes);
  texts.PutUnlessEmpty("EventId", facts.event_id);
  if (facts.acr) {
    texts.Put("Acr", facts.acr);
    texts.Put("Amr", util::Join(facts.amr, " "));
  }
  texts.PutUnlessEmpty("SessionId", facts.session_id);
  return api::ToJson(texts);
}

CodeFacts FactsOf(const std::string& document) {
  const auto texts = api::FromStoredJson<api::NamedTexts>(document);
  CodeFacts facts;
  facts.redirect_uri = texts.Text("RedirectUri");
  facts.scope = texts.Text("Scope");
  facts.nonce = texts.Find("Nonce");
  facts.code_challenge = texts.Find("CodeChallenge");
  facts.resource = texts.Find("Resource");
  facts.issuer = texts.Text("Issuer");
  facts.authenticated_millis = std::stoll(texts.Find("AuthenticatedMillis").value_or("0"));
  facts.sign_in = texts.Text("SignIn");
  facts.changes = texts.Text("Changes");
  facts.event_id = texts.Text("EventId");
  facts.acr = texts.Find("Acr");
  facts.amr = sign_in::MethodsIn(texts.Text("Amr"));
  facts.session_id = texts.Text("SessionId");
  return facts;
}

std::string DrawCode(util::Random& random) { return util::RandomUuid(random); }

std::string DigestOfCode(std::string_view code) { return crypto::Sha256(code); }

}  // namespace rockpool::oauth
