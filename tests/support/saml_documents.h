// SAML metadata for tests: good by default, and wrong in the one point that a test changes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::support {

// Self-signed, P-256, `CN=idp.example`; their keys were thrown away. Valid from 2020 to 2120, and from 2001 to 2002. Made with
// `openssl ca -selfsign -startdate ... -enddate ...`.
extern const std::string_view kLastingCertificate;
extern const std::string_view kExpiredCertificate;

inline constexpr std::string_view kRedirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
inline constexpr std::string_view kPostBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

struct SamlKey {
  std::string use;  // "signing", "encryption" or empty for none
  std::string certificate;
};

struct SamlEndpoint {
  std::string element;  // SingleSignOnService or SingleLogoutService
  std::string binding;
  std::string location;
};

struct SamlDocument {
  std::string prefix = "md:";  // empty: the default namespace
  std::string name_space = "urn:oasis:names:tc:SAML:2.0:metadata";
  std::string entity_id = "https://idp.example/entity";
  std::string role = "IDPSSODescriptor";
  std::vector<SamlKey> keys = {{"signing", std::string(kLastingCertificate)}};
  std::vector<SamlEndpoint> endpoints = {
      {"SingleSignOnService", std::string(kPostBinding), "https://idp.example/sso/post"},
      {"SingleSignOnService", std::string(kRedirectBinding), "https://idp.example/sso/redirect"},
  };
};

// The EntityDescriptor alone.
std::string EntityXml(const SamlDocument& document);

// With the XML declaration before it.
std::string SamlXml(const SamlDocument& document = {});

}  // namespace rockpool::support
