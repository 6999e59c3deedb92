#include "tests/oauth/support/saml_flow_test.h"

#include "server/api/json.h"
#include "server/crypto/base64.h"
#include "server/util/deflate.h"
#include "tests/support/saml_documents.h"

namespace rockpool::support {
namespace {

constexpr const char* kMapping = R"(,"AttributeMapping":{"email":"email"})";

std::string Detail(const std::string& key, const std::string& value) { return "\"" + key + "\":" + api::ToJson(value); }

}  // namespace

SamlFlowTest::SamlFlowTest() {
  CreateSaml("Okta", "https://idp.example/entity");
  Offer(client, R"(["COGNITO","Corp","Okta"])");
}

std::string SamlFlowTest::Metadata(std::string_view entity_id, std::size_t key, std::string_view sign_on) {
  SamlDocument document;
  document.entity_id = entity_id;
  document.keys = {{"signing", SamlTestCertificate(key)}};
  document.endpoints = {{"SingleSignOnService", std::string(kRedirectBinding), std::string(sign_on)},
                        {"SingleLogoutService", std::string(kRedirectBinding), "https://idp.example/slo/redirect"}};
  return SamlXml(document);
}

void SamlFlowTest::CreateSaml(std::string_view name, std::string_view entity_id, std::string_view more_details, std::string_view more) {
  Call("CreateIdentityProvider", R"("ProviderName":")" + std::string(name) + R"(","ProviderType":"SAML","ProviderDetails":{)" +
                                     Detail("MetadataFile", Metadata(entity_id)) + std::string(more_details) + "}" + kMapping +
                                     std::string(more));
}

void SamlFlowTest::UpdateOkta(std::string_view more_details) {
  Update("Okta",
         R"("ProviderDetails":{)" + Detail("MetadataFile", Metadata("https://idp.example/entity")) + std::string(more_details) + "}");
}

Page SamlFlowTest::LeaveFor(std::string_view provider, const http::NamedValues& changes) {
  http::NamedValues query = changes;
  query.Add("identity_provider", std::string(provider));
  return AskWith(query);
}

std::string SamlFlowTest::XmlOf(const Page& left, std::string_view parameter) {
  const auto deflated = crypto::Base64Decode(left.LocationQuery().Find(parameter).value_or(""));
  const auto xml = deflated ? util::Inflate(*deflated, 64UL * 1024) : std::nullopt;
  EXPECT_TRUE(xml) << left.location();
  return xml.value_or("");
}

std::string SamlFlowTest::IdIn(const std::string& xml) {
  constexpr std::string_view kBegin = " ID=\"";
  const std::size_t at = xml.find(kBegin);
  return at == std::string::npos ? "" : xml.substr(at + kBegin.size(), xml.find('"', at + kBegin.size()) - at - kBegin.size());
}

SamlResponse SamlFlowTest::Good(const Page& left, const std::string& origin) const {
  SamlResponse response = Unasked();
  const std::string id = IdIn(XmlOf(left));
  response.in_response_to = id;
  response.subject_in_response_to = id;
  response.assertion_id = "_of" + id;
  response.destination = origin + "/saml2/idpresponse";
  response.recipient = origin + "/saml2/idpresponse";
  return response;
}

SamlResponse SamlFlowTest::Unasked() const {
  SamlResponse response;
  response.in_response_to.reset();
  response.subject_in_response_to.reset();
  response.destination = "http://localhost:9229/saml2/idpresponse";
  response.recipient = response.destination;
  response.audiences = {"urn:amazon:cognito:sp:" + pool};
  return response;
}

Page SamlFlowTest::PostBy(Browser& other, const std::string& relay_state, const std::string& xml) {
  return other.Post("/saml2/idpresponse", {{"SAMLResponse", PostedSaml(xml)}, {"RelayState", relay_state}});
}

}  // namespace rockpool::support
