#include "tests/support/saml_responses.h"

#include <array>

#include "server/crypto/base64.h"
#include "server/crypto/certificate.h"
#include "server/xml/encryption.h"
#include "server/xml/signature.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool::support {
namespace {

constexpr std::int64_t kYear2020 = 1'577'836'800;
constexpr std::int64_t kYear2100 = 4'102'444'800;
constexpr std::size_t kKeys = 3;

struct Signer {
  crypto::RsaKey key;
  std::string certificate;
};

Signer MakeSigner(std::size_t index) {
  crypto::RsaKey key = crypto::RsaKey::FromPem(TestKey(index));
  const std::array<unsigned char, 2> serial = {1, static_cast<unsigned char>(index)};
  std::string certificate = crypto::SelfSignedCertificate(key, "idp.example", {kYear2020, kYear2100}, serial);
  return {std::move(key), std::move(certificate)};
}

const Signer& SignerAt(std::size_t index) {
  static const std::array<Signer, kKeys> signers = {MakeSigner(0), MakeSigner(1), MakeSigner(2)};
  return signers.at(index);
}

std::string Attribute(const std::string& name, const std::optional<std::string>& value) {
  return value ? " " + name + "=\"" + *value + "\"" : "";
}

std::string IssuerXml(const std::optional<std::string>& issuer) { return issuer ? "<saml:Issuer>" + *issuer + "</saml:Issuer>" : ""; }

std::string SubjectXml(const SamlResponse& response) {
  std::string xml = "<saml:Subject>";
  if (response.name_id) xml += "<saml:NameID" + Attribute("Format", response.name_id_format) + ">" + *response.name_id + "</saml:NameID>";
  return xml + "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData" +
         Attribute("InResponseTo", response.subject_in_response_to) + Attribute("Recipient", response.recipient) +
         Attribute("NotBefore", response.subject_not_before) + Attribute("NotOnOrAfter", response.subject_not_on_or_after) +
         "/></saml:SubjectConfirmation></saml:Subject>";
}

std::string ConditionsXml(const SamlResponse& response) {
  std::string xml =
      "<saml:Conditions" + Attribute("NotBefore", response.not_before) + Attribute("NotOnOrAfter", response.not_on_or_after) + ">";
  if (!response.audiences.empty()) {
    xml += "<saml:AudienceRestriction>";
    for (const std::string& audience : response.audiences) xml += "<saml:Audience>" + audience + "</saml:Audience>";
    xml += "</saml:AudienceRestriction>";
  }
  return xml + "</saml:Conditions>";
}

std::string AttributesXml(const SamlResponse& response) {
  if (response.attributes.empty()) return "";
  std::string xml = "<saml:AttributeStatement>";
  for (const SamlAttribute& attribute : response.attributes) {
    xml += "<saml:Attribute Name=\"" + attribute.name + "\">";
    for (const std::string& value : attribute.values) xml += "<saml:AttributeValue>" + value + "</saml:AttributeValue>";
    xml += "</saml:Attribute>";
  }
  return xml + "</saml:AttributeStatement>";
}

}  // namespace

const crypto::RsaKey& SamlTestKey(std::size_t index) { return SignerAt(index).key; }

const std::string& SamlTestCertificate(std::size_t index) { return SignerAt(index).certificate; }

std::string SignedSaml(const std::string& xml, const std::string& id, std::size_t key) {
  return xml::Sign(xml, id, SignerAt(key).key, SignerAt(key).certificate);
}

std::string SamlAssertionXml(const SamlResponse& response) {
  const std::string xml = "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"" + response.assertion_id +
                          "\" Version=\"2.0\" IssueInstant=\"" + response.issue_instant + "\">" + IssuerXml(response.issuer) +
                          SubjectXml(response) + ConditionsXml(response) + "<saml:AuthnStatement AuthnInstant=\"" + response.issue_instant +
                          "\"" + Attribute("SessionIndex", response.session_index) + "/>" + AttributesXml(response) + response.more +
                          "</saml:Assertion>";
  return response.sign_assertion ? SignedSaml(xml, response.assertion_id, response.key) : xml;
}

std::string SamlResponseAround(const SamlResponse& response, const std::string& children) {
  const std::string message = response.status_message ? "<samlp:StatusMessage>" + *response.status_message + "</samlp:StatusMessage>" : "";
  return "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"" +
         response.response_id + "\" Version=\"2.0\" IssueInstant=\"" + response.issue_instant + "\"" +
         Attribute("Destination", response.destination) + Attribute("InResponseTo", response.in_response_to) + ">" +
         IssuerXml(response.response_issuer) + "<samlp:Status><samlp:StatusCode Value=\"" + response.status + "\"/>" + message +
         "</samlp:Status>" + children + "</samlp:Response>";
}

std::string SamlResponseXml(const SamlResponse& response) {
  std::string assertion = SamlAssertionXml(response);
  if (response.encrypt_for) assertion = xml::Encrypt(assertion, *response.encrypt_for);
  const std::string xml = SamlResponseAround(response, assertion);
  return response.sign_response ? SignedSaml(xml, response.response_id, response.key) : xml;
}

std::string EncryptedSaml(const std::string& content, std::size_t key) { return xml::Encrypt(content, SignerAt(key).certificate); }

std::string PostedSaml(const std::string& xml) { return crypto::Base64Encode(xml); }

}  // namespace rockpool::support
