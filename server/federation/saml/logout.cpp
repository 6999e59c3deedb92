#include "server/federation/saml/logout.h"

#include "server/federation/refusal.h"
#include "server/federation/saml/message.h"
#include "server/federation/saml/metadata.h"
#include "server/federation/saml/redirect_binding.h"
#include "server/federation/saml/relying_party.h"
#include "server/federation/stand_ins/provider_door.h"
#include "server/pools/certificates.h"
#include "server/util/time_text.h"
#include "server/xml/signature.h"

namespace rockpool::federation {
namespace {

// Assumed: nobody has published a LogoutRequest of AWS's; the parts that are also in an AuthnRequest stand as they stand there.
std::string ContentOf(const SamlSession& session) {
  std::string content = "<saml2:NameID";
  if (!session.name_id_format.empty()) content.append(" Format=\"").append(xml::Escaped(session.name_id_format)).append("\"");
  content.append(" xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\">").append(xml::Escaped(session.name_id)).append("</saml2:NameID>");
  if (!session.session_index.empty()) {
    content.append("<saml2p:SessionIndex>").append(xml::Escaped(session.session_index)).append("</saml2p:SessionIndex>");
  }
  return content;
}

void CheckAnswer(const SamlPeer& peer, xml::Document message, const std::string& request_id, Report& report) {
  if (xml::IsSigned(message.Root())) {
    report.Check("signature of the LogoutResponse");
    const auto bytes = xml::SignedBytes(message, message.Root(), peer.keys);
    auto document = bytes ? xml::Document::Parse(*bytes) : std::nullopt;
    if (!document || !document->Root().Is(kSamlProtocol, "LogoutResponse")) throw InvalidSamlResponse(kResponseNotValid);
    message = *std::move(document);
  }
  report.Check("issuer of the LogoutResponse");
  if (IssuerOf(message.Root()) != peer.entity_id) throw InvalidSamlResponse("Issuer is not valid");
  report.Check("InResponseTo of the LogoutResponse");
  if (message.Root().Attribute("InResponseTo") != request_id) throw InvalidSamlResponse("InResponseTo does not match the request");
  report.Check("status of the LogoutResponse");
  CheckStatus(message.Root());
}

}  // namespace

std::optional<std::string> SignOutUrl(const world::World& world, const identity_providers::ProviderInUse& provider,
                                      const LogoutRequest& request, Report& report) {
  if (!provider.IsOn("IDPSignout")) return std::nullopt;
  report.Check("metadata");
  const auto peer = PeerOf(world, provider);
  if (peer->sign_out_url.empty()) return std::nullopt;
  const std::string time = util::IsoTime(world.wall_clock.Now());
  const std::string issuer = EntityIdOf(provider.user_pool_id);
  const std::string content = ContentOf(request.session);
  const std::string xml = MessageXml({.name = "LogoutRequest",
                                      .attribute = {},
                                      .destination = peer->sign_out_url,
                                      .id = request.id,
                                      .time = time,
                                      .issuer = issuer,
                                      .content = content});
  report.Sent("LogoutRequest", xml);
  const auto certificate = pools::SigningCertificateOf(world, provider.user_pool_id);
  const std::string url = WithRequest(peer->sign_out_url, xml, request.relay_state, &certificate->key);
  return BrowserUrl(world, provider, ProviderAddress::kSingleLogout, url, request.browser_origin);
}

bool IsGoodLogoutResponse(const world::World& world, const identity_providers::ProviderInUse& provider, const std::string& response,
                          const std::string& request_id, Report& report) {
  try {
    report.Check("metadata");
    const auto peer = PeerOf(world, provider);
    report.Check("LogoutResponse");
    CheckAnswer(*peer, ReadMessage(response, "LogoutResponse", report), request_id, report);
    return true;
  } catch (const Refusal& refusal) {
    report.Explain(refusal.description());
    return false;
  }
}

}  // namespace rockpool::federation
