// SAML responses for tests, signed as a provider signs them: good by default, and wrong in the one point that a test changes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "server/crypto/rsa_key.h"

namespace rockpool::support {

// The key TestKey(index), and a certificate for it that is valid from 2020 to 2100 (base64 of DER).
const crypto::RsaKey& SamlTestKey(std::size_t index);
const std::string& SamlTestCertificate(std::size_t index);

struct SamlAttribute {
  std::string name;
  std::vector<std::string> values;  // XML
};

// All members stand in the XML as they are, so that a test can put markup into them. What is absent is left out.
struct SamlResponse {
  std::string response_id = "_response";
  std::string assertion_id = "_assertion";
  std::optional<std::string> in_response_to = "_request";
  std::optional<std::string> subject_in_response_to = "_request";
  std::optional<std::string> destination = "https://pool.example/saml2/idpresponse";
  std::optional<std::string> response_issuer = "https://idp.example/entity";
  std::optional<std::string> issuer = "https://idp.example/entity";
  std::vector<std::string> audiences = {"urn:amazon:cognito:sp:us-east-1_Pool"};
  std::optional<std::string> recipient = "https://pool.example/saml2/idpresponse";

  // 2023-11-14T22:13:20Z is when the clocks of a test stand.
  std::string issue_instant = "2023-11-14T22:13:20Z";
  std::optional<std::string> not_before = "2023-11-14T22:08:20Z";
  std::optional<std::string> not_on_or_after = "2023-11-14T23:13:20Z";
  std::optional<std::string> subject_not_before = std::nullopt;
  std::optional<std::string> subject_not_on_or_after = "2023-11-14T22:18:20Z";

  std::optional<std::string> name_id = "alice@idp.example";
  std::optional<std::string> name_id_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
  std::optional<std::string> session_index = "_session";
  std::vector<SamlAttribute> attributes = {{"email", {"alice@idp.example"}}};

  std::string status = "urn:oasis:names:tc:SAML:2.0:status:Success";
  std::optional<std::string> status_message = std::nullopt;
  std::string more{};  // in the assertion, at its end

  std::size_t key = 0;
  bool sign_assertion = true;
  bool sign_response = false;
  std::optional<std::string> encrypt_for = std::nullopt;  // a certificate
};

// The assertion alone, signed if it is to be.
std::string SamlAssertionXml(const SamlResponse& response);

// A response with these children instead of its own assertion; not signed.
std::string SamlResponseAround(const SamlResponse& response, const std::string& children);

std::string SamlResponseXml(const SamlResponse& response = {});

// The message with a signature over the element of that ID.
std::string SignedSaml(const std::string& xml, const std::string& id, std::size_t key = 0);

// An EncryptedAssertion of anything, for the certificate of that key.
std::string EncryptedSaml(const std::string& content, std::size_t key);

// What the form's field SAMLResponse holds.
std::string PostedSaml(const std::string& xml);

}  // namespace rockpool::support
