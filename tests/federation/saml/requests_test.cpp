// What a browser carries to a SAML provider: byte for byte what AWS sends.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "server/crypto/base64.h"
#include "server/crypto/rsa_signing.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/federation/saml/logout.h"
#include "server/federation/saml/redirect_binding.h"
#include "server/http/form.h"
#include "server/pools/certificates.h"
#include "server/util/deflate.h"
#include "tests/federation/saml/saml_pool.h"

namespace rockpool::federation {
namespace {

const std::string kSigAlg = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

http::NamedValues QueryOf(const std::string& url) { return http::ParseForm(url.substr(url.find('?') + 1)).value(); }

std::string XmlIn(const std::string& url) {
  return util::Inflate(crypto::Base64Decode(QueryOf(url).Find("SAMLRequest").value()).value(), 10'000).value();
}

// Whether the pool's key has signed what comes before the signature, as it stands there.
bool IsSignedBy(SamlPool& pool, const std::string& url) {
  const std::size_t begin = url.find("SAMLRequest=");
  const std::string text = url.substr(begin, url.find("&Signature=") - begin);
  const auto certificate = pools::SigningCertificateOf(pool.service.world(), pool.id());
  return crypto::RsaPublicKey(certificate->key).VerifyRs256(text, crypto::Base64Decode(QueryOf(url).Find("Signature").value()).value());
}

std::string SignOn(SamlPool& pool) {
  sign_in::Trace trace;
  Report report(trace);
  return SignOnUrl(pool.service.world(), pool.provider,
                   {.id = "_request", .relay_state = "a.b.3", .callback = "https://pool.example/saml2/idpresponse", .browser_origin = ""},
                   report);
}

std::optional<std::string> SignOut(SamlPool& pool, const SamlSession& session) {
  sign_in::Trace trace;
  Report report(trace);
  return SignOutUrl(pool.service.world(), pool.provider, {"_request", "a.b.3", session, ""}, report);
}

TEST(AuthnRequest, IsWhatAwsSends) {
  SamlPool pool;
  const std::string url = SignOn(pool);
  EXPECT_TRUE(url.starts_with("https://idp.example/sso/redirect?SAMLRequest=")) << url;
  EXPECT_TRUE(url.ends_with("&RelayState=a.b.3")) << url;
  EXPECT_EQ(XmlIn(url),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<saml2p:AuthnRequest AssertionConsumerServiceURL=\"https://pool.example/saml2/idpresponse\" "
            "Destination=\"https://idp.example/sso/redirect\" ID=\"_request\" IssueInstant=\"2023-11-14T22:13:20.000Z\" "
            "Version=\"2.0\" xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\"><saml2:Issuer "
            "Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\" xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
            "urn:amazon:cognito:sp:" +
                pool.id() + "</saml2:Issuer></saml2p:AuthnRequest>");
}

TEST(AuthnRequest, KeepsTheQueryOfTheAddress) {
  SamlPool pool;
  std::string metadata = MetadataOf({support::SamlTestCertificate(0)});
  const std::string address = "https://idp.example/sso/redirect";
  pool.Set("MetadataFile", metadata.replace(metadata.find(address), address.size(), address + "?tenant=1&amp;x=2"));
  const std::string url = SignOn(pool);
  EXPECT_TRUE(url.starts_with("https://idp.example/sso/redirect?tenant=1&x=2&SAMLRequest=")) << url;
  EXPECT_NE(XmlIn(url).find("Destination=\"https://idp.example/sso/redirect?tenant=1&amp;x=2\""), std::string::npos);
}

TEST(AuthnRequest, IsSignedWhereTheProviderSaysSo) {
  SamlPool pool;
  EXPECT_EQ(QueryOf(SignOn(pool)).Count("Signature"), 0U);
  pool.Set("RequestSigningAlgorithm", "rsa-sha256");
  const std::string url = SignOn(pool);
  EXPECT_EQ(QueryOf(url).Find("SigAlg"), kSigAlg);
  EXPECT_TRUE(IsSignedBy(pool, url));
  EXPECT_EQ(pool.service.Call("GetSigningCertificate", R"({"UserPoolId":")" + pool.id() + "\"}").TextAt("Certificate"),
            pools::SigningCertificateOf(pool.service.world(), pool.id())->base64_der);
}

TEST(AuthnRequest, HasAnIdThatNobodyElseHas) {
  SamlPool pool;
  const std::string id = DrawRequestId(pool.service.random);
  EXPECT_EQ(id.size(), 37U);
  EXPECT_EQ(id.front(), '_');
  EXPECT_NE(DrawRequestId(pool.service.random), id);
}

TEST(LogoutRequest, NamesTheSessionAndIsAlwaysSigned) {
  SamlPool pool;
  pool.Set("IDPSignout", "true");
  const auto url = SignOut(pool, {"a<b>&\"c\"", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "_session"});
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->starts_with("https://idp.example/slo/redirect?SAMLRequest=")) << *url;
  EXPECT_TRUE(IsSignedBy(pool, *url));
  EXPECT_EQ(XmlIn(*url),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<saml2p:LogoutRequest Destination=\"https://idp.example/slo/redirect\" ID=\"_request\" "
            "IssueInstant=\"2023-11-14T22:13:20.000Z\" Version=\"2.0\" xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
            "<saml2:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\" "
            "xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\">urn:amazon:cognito:sp:" +
                pool.id() +
                "</saml2:Issuer><saml2:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\" "
                "xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\">a&lt;b&gt;&amp;&quot;c&quot;</saml2:NameID>"
                "<saml2p:SessionIndex>_session</saml2p:SessionIndex></saml2p:LogoutRequest>");
}

TEST(LogoutRequest, LeavesOutWhatTheProviderHasNotSaid) {
  SamlPool pool;
  pool.Set("IDPSignout", "true");
  const std::string xml = XmlIn(SignOut(pool, {"alice", "", ""}).value());
  EXPECT_EQ(xml.find("SessionIndex"), std::string::npos);
  EXPECT_NE(xml.find("<saml2:NameID xmlns:saml2="), std::string::npos);
}

TEST(LogoutRequest, IsSentOnlyWhereTheProviderHasASingleLogout) {
  SamlPool pool;
  EXPECT_FALSE(SignOut(pool, {"alice", "", ""}));
  pool.Set("IDPSignout", "false");
  EXPECT_FALSE(SignOut(pool, {"alice", "", ""}));
  pool.Set("IDPSignout", "true");
  pool.Set("MetadataFile", support::SamlXml());
  EXPECT_FALSE(SignOut(pool, {"alice", "", ""}));
}

class LogoutResponse : public testing::Test {
 protected:
  std::string Xml() const {
    return "<samlp:LogoutResponse xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_answer\" Version=\"2.0\" InResponseTo=\"" +
           in_response_to + "\"><saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">" + issuer +
           "</saml:Issuer><samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:" + status +
           "\"/></samlp:Status></samlp:LogoutResponse>";
  }
  bool IsGood(const std::string& xml) {
    sign_in::Trace trace;
    Report report(trace);
    return IsGoodLogoutResponse(pool.service.world(), pool.provider, support::PostedSaml(xml), "_request", report);
  }

  SamlPool pool;
  std::string issuer = "https://idp.example/entity";
  std::string in_response_to = "_request";
  std::string status = "Success";
};

TEST_F(LogoutResponse, MustAnswerTheRequestWithSuccess) {
  EXPECT_TRUE(IsGood(Xml()));
  status = "Responder";
  EXPECT_FALSE(IsGood(Xml()));
  status = "Success";
  in_response_to = "_other";
  EXPECT_FALSE(IsGood(Xml()));
  in_response_to = "_request";
  issuer = "https://other.example/";
  EXPECT_FALSE(IsGood(Xml()));
}

TEST_F(LogoutResponse, MayBeSignedByTheProviderAlone) {
  EXPECT_TRUE(IsGood(support::SignedSaml(Xml(), "_answer", 0)));
  EXPECT_FALSE(IsGood(support::SignedSaml(Xml(), "_answer", 1)));
}

TEST_F(LogoutResponse, IsNoOtherMessage) {
  EXPECT_FALSE(IsGood("no XML"));
  EXPECT_FALSE(IsGood(SamlResponseXml(pool.Good())));
}

}  // namespace
}  // namespace rockpool::federation
