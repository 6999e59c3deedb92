#include "server/oauth/codes.h"

#include <map>

#include "server/api/json.h"
#include "server/crypto/digest.h"
#include "server/util/strings.h"

namespace rockpool::oauth {
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

std::vector<std::string> MethodsIn(std::string_view text) {
  const std::vector<std::string_view> words = util::Split(text, " ");
  return {words.begin(), words.end()};
}

std::string ToDocument(const CodeFacts& facts) {
  Content content;
  Put(content, "RedirectUri", facts.redirect_uri);
  Put(content, "Scope", facts.scope);
  Put(content, "Nonce", facts.nonce);
  Put(content, "CodeChallenge", facts.code_challenge);
  Put(content, "Resource", facts.resource);
  Put(content, "Issuer", facts.issuer);
  Put(content, "AuthenticatedMillis", std::to_string(facts.authenticated_millis));
  Put(content, "SignIn", facts.sign_in);
  if (!facts.changes.empty()) {
    Put(content, "Changes", facts.changes);
  }
  if (!facts.event_id.empty()) {
    Put(content, "EventId", facts.event_id);
  }
  if (facts.acr) {
    Put(content, "Acr", facts.acr);
    Put(content, "Amr", util::Join(facts.amr, " "));
  }
  if (!facts.session_id.empty()) {
    Put(content, "SessionId", facts.session_id);
  }
  return api::ToJson(content);
}

CodeFacts FactsOf(const std::string& document) {
  const auto content = api::FromStoredJson<Content>(document);
  CodeFacts facts;
  facts.redirect_uri = Member(content, "RedirectUri").value_or("");
  facts.scope = Member(content, "Scope").value_or("");
  facts.nonce = Member(content, "Nonce");
  facts.code_challenge = Member(content, "CodeChallenge");
  facts.resource = Member(content, "Resource");
  facts.issuer = Member(content, "Issuer").value_or("");
  facts.authenticated_millis = std::stoll(Member(content, "AuthenticatedMillis").value_or("0"));
  facts.sign_in = Member(content, "SignIn").value_or("");
  facts.changes = Member(content, "Changes").value_or("");
  facts.event_id = Member(content, "EventId").value_or("");
  facts.acr = Member(content, "Acr");
  facts.amr = MethodsIn(Member(content, "Amr").value_or(""));
  facts.session_id = Member(content, "SessionId").value_or("");
  return facts;
}

std::string DrawCode(util::Random& random) { return util::RandomUuid(random); }

std::string DigestOfCode(std::string_view code) { return crypto::Sha256(code); }

}  // namespace rockpool::oauth
