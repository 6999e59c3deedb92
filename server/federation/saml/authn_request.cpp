#include "server/federation/saml/metadata.h"
#include "server/federation/saml/redirect_binding.h"
#include "server/federation/saml/relying_party.h"
#include "server/federation/stand_ins/provider_door.h"
#include "server/pools/certificates.h"
#include "server/util/clock.h"
#include "server/util/time_text.h"

namespace rockpool::federation {

std::string EntityIdOf(std::string_view user_pool_id) { return "urn:amazon:cognito:sp:" + std::string(user_pool_id); }

std::string DrawRequestId(util::Random& random) { return "_" + util::RandomUuid(random); }

std::string SignOnUrl(const world::World& world, const identity_providers::ProviderInUse& provider, const SamlRequest& request,
                      Report& report) {
  report.Check("metadata");
  const auto peer = PeerOf(world, provider);
  const std::string callback = "AssertionConsumerServiceURL=\"" + EscapedXml(request.callback) + "\" ";
  const std::string time = util::IsoTime(world.wall_clock.Now());
  const std::string issuer = EntityIdOf(provider.user_pool_id);
  const std::string xml = MessageXml({.name = "AuthnRequest",
                                      .attribute = callback,
                                      .destination = peer->sign_on_url,
                                      .id = request.id,
                                      .time = time,
                                      .issuer = issuer,
                                      .content = {}});
  report.Sent("AuthnRequest", xml);
  const bool is_signed = provider.Detail("RequestSigningAlgorithm") == "rsa-sha256";
  const auto certificate = is_signed ? pools::SigningCertificateOf(world, provider.user_pool_id) : nullptr;
  const crypto::RsaKey* key = is_signed ? &certificate->key : nullptr;
  const std::string url = WithRequest(peer->sign_on_url, xml, request.relay_state, key);
  return BrowserUrl(world, provider, ProviderAddress::kSingleSignOn, url, request.browser_origin);
}

}  // namespace rockpool::federation
