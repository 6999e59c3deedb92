#include "server/federation/saml/message.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "server/crypto/base64.h"
#include "server/federation/refusal.h"

namespace rockpool::federation {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success";
constexpr std::size_t kMaxFieldCharacters = kMaxMessageBytes / 2 * 3;  // of base64, with its line breaks
constexpr std::size_t kMaxAssertionCharacters = 100'000;
constexpr std::size_t kMaxStatusBytes = 256;

std::string Decode(std::string_view field) {
  if (field.size() > kMaxFieldCharacters) throw InvalidSamlResponse("Response is too large");  // Assumed
  auto text = crypto::Base64DecodeSpaced(field);
  if (!text) throw InvalidSamlResponse(kResponseNotValid);
  if (text->size() > kMaxMessageBytes) throw InvalidSamlResponse("Response is too large");
  return *std::move(text);
}

// Without the part of a character that the cut leaves.
std::string Cut(std::string text) {
  if (text.size() > kMaxStatusBytes) {
    std::size_t end = kMaxStatusBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
  }
  return text;
}

}  // namespace

xml::Document ReadMessage(std::string_view field, std::string_view name, Report& report) {
  const std::string text = Decode(field);
  report.Received("SAML " + std::string(name), text);
  auto document = xml::Document::Parse(text);
  if (!document || !document->Root().Is(kSamlProtocol, name) || document->Root().Attribute("Version") != "2.0") {
    throw InvalidSamlResponse(kResponseNotValid);
  }
  RequireShortCharacters(text);
  return *std::move(document);
}

void CheckStatus(const xml::Element& message) {
  const std::vector<xml::Element> statuses = message.Children(kSamlProtocol, "Status");
  if (statuses.size() != 1) throw InvalidSamlResponse(kResponseNotValid);
  const std::vector<xml::Element> codes = statuses.front().Children(kSamlProtocol, "StatusCode");
  if (codes.size() != 1) throw InvalidSamlResponse(kResponseNotValid);
  const std::string code = codes.front().Attribute("Value").value_or("");
  if (code == kSuccess) return;
  // Assumed: that the provider's own words are told. Anybody can send them, so that they are kept short.
  const std::vector<xml::Element> messages = statuses.front().Children(kSamlProtocol, "StatusMessage");
  const std::string told = messages.empty() ? "" : TrimmedText(messages.front());
  throw InvalidSamlResponse(Cut(told.empty() ? code : told));
}

std::string IssuerOf(const xml::Element& element) {
  const std::vector<xml::Element> issuers = element.Children(kSamlAssertion, "Issuer");
  return issuers.size() == 1 ? TrimmedText(issuers.front()) : "";
}

std::string TrimmedText(const xml::Element& element) {
  std::string text = element.Text();
  text.erase(text.find_last_not_of(kBlanks) + 1);
  text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
  return text;
}

void RequireShortCharacters(std::string_view text) {
  const auto begins_four_bytes = [](char c) { return static_cast<unsigned char>(c) >= 0xF0; };
  // UTF-16 has such bytes, too: of what is read of it only this is known here, that XML begins with its mark.
  if (text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE")) return;
  if (std::ranges::any_of(text, begins_four_bytes)) throw InvalidSamlResponse("Response has characters that are not supported");  // Assumed
}

void RequireAssertionLength(std::size_t characters) {
  if (characters > kMaxAssertionCharacters) throw InvalidSamlResponse("Assertion is too large");  // Assumed
}

}  // namespace rockpool::federation
