// Reading what a browser brings to a SAML provider.
#include "server/crypto/base64.h"
#include "server/crypto/rsa_signing.h"
#include "server/federation/stand_ins/saml_message.h"
#include "server/http/form.h"
#include "server/pools/certificates.h"
#include "server/util/deflate.h"
#include "server/util/strings.h"
#include "server/xml/document.h"

namespace rockpool::federation {
namespace {

constexpr std::string_view kProtocol = "urn:oasis:names:tc:SAML:2.0:protocol";
constexpr std::string_view kAssertion = "urn:oasis:names:tc:SAML:2.0:assertion";
constexpr std::string_view kRsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
constexpr std::size_t kMostBytes = 64UL * 1024;

// The pair as it stands in the query, with its escapes: that is what was signed (SAML bindings, 3.4.4.1).
std::string RawPair(std::string_view query, std::string_view name) {
  for (const std::string_view pair : util::Split(query, "&")) {
    if (pair.substr(0, pair.find('=')) == name) {
      return std::string(pair);
    }
  }
  return "";
}

void RequireSignature(const Call& call, const http::NamedValues& query) {
  const auto signature = crypto::Base64Decode(query.Find("Signature").value_or(""));
  std::string is_signed = RawPair(call.request.query, "SAMLRequest");
  if (const std::string state = RawPair(call.request.query, "RelayState"); !state.empty()) {
    is_signed += "&" + state;
  }
  is_signed += "&" + RawPair(call.request.query, "SigAlg");
  const auto certificate = pools::SigningCertificateOf(call.world, call.provider.user_pool_id);
  const bool is_good =
      signature && query.Find("SigAlg") == kRsaSha256 && crypto::RsaPublicKey(certificate->key).VerifyRs256(is_signed, *signature);
  if (!is_good) {
    throw BadCall{400, "The request is not signed with the key of the pool's signing certificate."};
  }
}

}  // namespace

ReadMessage ReadRequest(const Call& call, std::string_view name) {
  const http::NamedValues query = QueryOf(call);
  const bool must_be_signed = name == "LogoutRequest" || !call.provider.Detail("RequestSigningAlgorithm").empty();
  if (must_be_signed || query.Find("Signature")) {
    RequireSignature(call, query);
  }
  const auto deflated = crypto::Base64Decode(query.Find("SAMLRequest").value_or(""));
  auto xml = deflated ? util::Inflate(*deflated, kMostBytes) : std::nullopt;
  const auto document = xml ? xml::Document::Parse(*xml) : std::nullopt;
  if (!document || !document->Root().Is(kProtocol, name)) {
    throw BadCall{400, "The SAMLRequest is not the message that belongs here."};
  }
  const xml::Element root = document->Root();
  const auto issuers = root.Children(kAssertion, "Issuer");
  if (issuers.size() != 1 || issuers.front().Text() != "urn:amazon:cognito:sp:" + call.provider.user_pool_id) {
    throw BadCall{400, "The request is not one of this user pool."};
  }
  return {root.Attribute("ID").value_or(""), root.Attribute("AssertionConsumerServiceURL").value_or(""), *std::move(xml)};
}

}  // namespace rockpool::federation
