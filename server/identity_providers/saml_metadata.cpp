#include "server/identity_providers/saml_metadata.h"

#include <algorithm>

#include "server/api/errors.h"
#include "server/crypto/certificate.h"
#include "server/http/url.h"
#include "server/identity_providers/provider_type.h"
#include "server/util/time_text.h"
#include "server/xml/document.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::string_view kMetadata = "urn:oasis:names:tc:SAML:2.0:metadata";
constexpr std::string_view kSignature = "http://www.w3.org/2000/09/xmldsig#";
constexpr std::string_view kRedirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
constexpr std::size_t kMaxCertificateCharacters = 4096;  // developer guide

[[noreturn]] void RefuseDocument() { throw api::InvalidParameterException("Unable to unmarshall metadata"); }

[[noreturn]] void RefuseWithoutSignOn() {
  throw api::InvalidParameterException("No SingleSignOn Http redirect binding location found in metadata.");
}

bool HasSignOn(const xml::Element& entity) { return !entity.Children(kMetadata, "IDPSSODescriptor").empty(); }

xml::Element EntityOf(const xml::Document& document) {
  const xml::Element root = document.Root();
  if (root.Is(kMetadata, "EntityDescriptor")) return root;
  // Assumed: of several entities the first one that signs people on is meant.
  if (!root.Is(kMetadata, "EntitiesDescriptor")) RefuseDocument();
  const std::vector<xml::Element> entities = root.Children(kMetadata, "EntityDescriptor");
  const auto found = std::ranges::find_if(entities, HasSignOn);
  if (found == entities.end()) RefuseWithoutSignOn();
  return *found;
}

constexpr std::string_view kBlanks = " \t\r\n";

// An address is an xs:anyURI, of which blanks at the ends are no part (XML Schema 1.0, part 2, 4.3.6). Assumed: that AWS folds them, too.
std::string WithoutBlanksAround(std::string text) {
  text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
  text.erase(text.find_last_not_of(kBlanks) + 1);
  return text;
}

std::optional<std::string> RedirectLocation(const xml::Element& role, std::string_view service) {
  for (const xml::Element& endpoint : role.Children(kMetadata, service)) {
    if (endpoint.Attribute("Binding") != kRedirectBinding) continue;
    std::string location = WithoutBlanksAround(endpoint.Attribute("Location").value_or(""));
    if (!http::ParseUrl(location)) RefuseDocument();  // Assumed
    return location;
  }
  return std::nullopt;
}

std::string WithoutSpace(std::string text) {
  std::erase_if(text, [](char character) { return kBlanks.find(character) != std::string_view::npos; });
  return text;
}

void AppendCertificates(const xml::Element& key_descriptor, std::vector<std::string>& certificates) {
  for (const xml::Element& info : key_descriptor.Children(kSignature, "KeyInfo")) {
    for (const xml::Element& data : info.Children(kSignature, "X509Data")) {
      for (const xml::Element& certificate : data.Children(kSignature, "X509Certificate")) {
        certificates.push_back(WithoutSpace(certificate.Text()));
      }
    }
  }
}

std::vector<std::string> SigningCertificates(const xml::Element& role) {
  std::vector<std::string> certificates;
  for (const xml::Element& key : role.Children(kMetadata, "KeyDescriptor")) {
    // A key without a use serves both uses.
    if (key.Attribute("use").value_or("signing") == "signing") AppendCertificates(key, certificates);
  }
  return certificates;
}

bool IsValid(const std::string& certificate, util::EpochMillis now) {
  if (certificate.size() > kMaxCertificateCharacters) RefuseDocument();
  const auto validity = crypto::ValidityOf(certificate);
  if (!validity) RefuseDocument();  // Assumed
  const std::int64_t seconds = now / 1000;
  return validity->not_before_seconds <= seconds && seconds <= validity->not_after_seconds;
}

void CheckCertificates(const std::vector<std::string>& certificates, util::EpochMillis now) {
  if (certificates.empty()) return;
  const auto valid = std::ranges::count_if(certificates, [now](const std::string& certificate) { return IsValid(certificate, now); });
  if (valid == 0) throw api::InvalidParameterException("Signing certificates are expired");
}

void TakeLeast(std::optional<util::EpochMillis>& least, std::optional<util::EpochMillis> value) {
  if (value && (!least || *value < *least)) least = value;
}

void TakeLifetime(const xml::Element& element, SamlMetadata& metadata) {
  TakeLeast(metadata.valid_until, util::ParseIsoTime(element.Attribute("validUntil").value_or("")));
  TakeLeast(metadata.cache_millis, util::ParseIsoDuration(element.Attribute("cacheDuration").value_or("")));
}

}  // namespace

SamlMetadata ParseSamlMetadata(std::string_view xml, util::EpochMillis now) {
  SamlMetadata metadata = ReadSamlMetadata(xml);
  CheckCertificates(metadata.signing_certificates, now);
  return metadata;
}

SamlMetadata ReadSamlMetadata(std::string_view xml) {
  const auto document = xml::Document::Parse(xml);
  if (!document) RefuseDocument();
  const xml::Element entity = EntityOf(*document);

  SamlMetadata metadata;
  metadata.entity_id = entity.Attribute("entityID").value_or("");
  if (metadata.entity_id.empty()) RefuseDocument();

  const std::vector<xml::Element> roles = entity.Children(kMetadata, "IDPSSODescriptor");
  // Assumed: the text; it is true of the metadata of a service provider, which people hand in by mistake.
  if (roles.empty()) RefuseWithoutSignOn();
  auto sign_on = RedirectLocation(roles.front(), "SingleSignOnService");
  if (!sign_on) RefuseWithoutSignOn();
  metadata.sso_redirect_uri = *std::move(sign_on);
  metadata.slo_redirect_uri = RedirectLocation(roles.front(), "SingleLogoutService");

  metadata.signing_certificates = SigningCertificates(roles.front());
  for (const xml::Element& element : {document->Root(), entity, roles.front()}) TakeLifetime(element, metadata);
  return metadata;
}

}  // namespace rockpool::identity_providers
