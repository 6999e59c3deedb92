#include "server/accounts/passkeys.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/clients/domains/domains.h"
#include "server/crypto/base64.h"
#include "server/web_authn/cose_key.h"
#include "server/web_authn/options.h"

namespace rockpool::accounts {
namespace {

// What the record keeps in its document.
using Content = api::WebAuthnCredentialDescription;

constexpr std::string_view kPlatform = "platform";

Passkey Decode(storage::WebAuthnCredential record) {
  const auto content = api::FromStoredJson<Content>(record.document);
  Passkey passkey;
  passkey.credential.credential_id = std::move(record.credential_id);
  passkey.credential.public_key = std::move(record.public_key);
  passkey.credential.sign_count = static_cast<std::uint32_t>(record.sign_count);
  passkey.credential.is_backup_eligible = record.is_backup_eligible;
  passkey.relying_party_id = std::move(record.relying_party_id);
  passkey.friendly_name = content.FriendlyCredentialName;
  passkey.attachment = content.AuthenticatorAttachment.value_or("");
  passkey.transports = content.AuthenticatorTransports;
  passkey.creation_millis = record.creation_millis;
  return passkey;
}

bool IsPlatform(const Passkey& passkey) {
  return passkey.attachment.empty() ? std::ranges::find(passkey.transports, "internal") != passkey.transports.end()
                                    : passkey.attachment == kPlatform;
}

const std::string& CredentialId(const Passkey& passkey) { return passkey.credential.credential_id; }

// Of the key's own bytes alone, and so of all generations and for ever the same.
std::shared_ptr<const web_authn::CoseKey> KeyOf(const world::Caches& caches, const web_authn::KnownCredential& credential) {
  return caches.Of<web_authn::CoseKey>().Get({.id = credential.public_key},
                                             [&] { return web_authn::CoseKey::FromBytes(credential.public_key); });
}

std::vector<web_authn::Descriptor> DescriptorsOf(std::span<const Passkey> passkeys) {
  std::vector<web_authn::Descriptor> descriptors;
  std::ranges::transform(passkeys, std::back_inserter(descriptors), [](const Passkey& passkey) {
    return web_authn::Descriptor{passkey.credential.credential_id, passkey.transports};
  });
  return descriptors;
}

}  // namespace

bool AllowsPasskeys(const pools::PoolInUse& pool) {
  const auto first = pools::FirstFactorsOf(pool.settings.Policies);
  return std::ranges::find(first, api::AuthFactorType::WEB_AUTHN) != first.end();
}

void RequirePasskeys(const pools::PoolInUse& pool) {
  if (!AllowsPasskeys(pool)) {
    throw api::WebAuthnNotEnabledException("Passkeys are not enabled for the user pool.");  // Assumed: the text
  }
}

bool MustVerifyUser(const pools::PoolInUse& pool) {
  const auto& configuration = pool.factors.WebAuthnConfiguration;
  return pools::TakePasskeysForMfa(pool.factors) ||
         (configuration && configuration->UserVerification == api::UserVerificationType::required);
}

std::optional<RelyingParty> FindRelyingParty(const storage::Transaction& transaction, const pools::PoolInUse& pool) {
  RelyingParty party;
  const auto& configuration = pool.factors.WebAuthnConfiguration;
  party.must_verify_user = MustVerifyUser(pool);
  if (configuration && configuration->RelyingPartyId) {
    party.id = *configuration->RelyingPartyId;
    party.is_configured = true;
    return party;
  }
  api::UserPoolType domains;
  domains.Id = pool.id;
  clients::ShowDomains(transaction, domains);
  if (domains.CustomDomain) {
    party.id = *domains.CustomDomain;
  } else if (domains.Domain) {
    party.id = *domains.Domain + ".auth." + pool.region + ".amazoncognito.com";
  } else {
    return std::nullopt;
  }
  return party;
}

RelyingParty RequireRelyingParty(const storage::Transaction& transaction, const pools::PoolInUse& pool) {
  auto party = FindRelyingParty(transaction, pool);
  if (!party) {
    throw api::WebAuthnConfigurationMissingException("The user pool has no relying party ID.");  // Assumed: the text
  }
  return *std::move(party);
}

std::vector<Passkey> PasskeysOf(const storage::Transaction& transaction, const User& user) {
  std::vector<Passkey> passkeys;
  for (storage::WebAuthnCredential& record : transaction.web_authn_credentials().ListOfUser(user.number())) {
    passkeys.push_back(Decode(std::move(record)));
  }
  return passkeys;
}

std::vector<Passkey> PasskeysFor(const storage::Transaction& transaction, const User& user, const RelyingParty& party) {
  std::vector<Passkey> passkeys = PasskeysOf(transaction, user);
  std::erase_if(passkeys, [&](const Passkey& passkey) { return passkey.relying_party_id != party.id; });
  return passkeys;
}

api::WebAuthnCredentialDescription Shown(const Passkey& passkey) {
  api::WebAuthnCredentialDescription shown;
  shown.CredentialId = crypto::Base64UrlEncode(passkey.credential.credential_id);
  shown.FriendlyCredentialName = passkey.friendly_name;
  shown.RelyingPartyId = passkey.relying_party_id;
  if (!passkey.attachment.empty()) {
    shown.AuthenticatorAttachment = passkey.attachment;
  }
  shown.AuthenticatorTransports = passkey.transports;
  shown.CreatedAt = api::Timestamp{passkey.creation_millis};
  return shown;
}

bool RemovePasskey(storage::Transaction& transaction, const User& user, std::string_view credential_id) {
  const auto id = crypto::Base64UrlDecode(credential_id);
  return id && transaction.web_authn_credentials().Delete(user.number(), *id);
}

std::string CreationOptionsOf(const RelyingParty& party, const User& user, std::span<const Passkey> passkeys, std::string_view challenge) {
  return web_authn::ToJson(web_authn::CreationOptions{.challenge = std::string(challenge),
                                                      .relying_party_id = party.id,
                                                      .user_handle = SubOf(user),
                                                      .username = user.username(),
                                                      .must_verify_user = party.must_verify_user,
                                                      .excluded = DescriptorsOf(passkeys)});
}

std::string RequestOptionsOf(const RelyingParty& party, std::span<const Passkey> passkeys, std::string_view challenge) {
  return web_authn::ToJson(web_authn::RequestOptions{.challenge = std::string(challenge),
                                                     .relying_party_id = party.id,
                                                     .must_verify_user = party.must_verify_user,
                                                     .allowed = DescriptorsOf(passkeys)});
}

ProvedPasskey ProvePasskey(const world::Caches& caches, const RelyingParty& party, const User& user, std::span<const Passkey> passkeys,
                           std::string_view challenge, std::string_view credential_json) {
  std::vector<web_authn::KnownCredential> known;
  std::ranges::transform(passkeys, std::back_inserter(known), &Passkey::credential);
  ProvedPasskey proved;
  proved.asserted = web_authn::VerifyAssertion({.challenge = std::string(challenge),
                                                .relying_party_id = party.id,
                                                .must_verify_user = party.must_verify_user,
                                                .user_handle = SubOf(user)},
                                               known, credential_json, [&](const auto& credential) { return KeyOf(caches, credential); });
  proved.is_platform = std::ranges::any_of(
      passkeys, [&](const Passkey& passkey) { return CredentialId(passkey) == proved.asserted.credential_id && IsPlatform(passkey); });
  return proved;
}

bool TakeProof(storage::Transaction& transaction, const User& user, const ProvedPasskey& proved) {
  if (proved.asserted.sign_count != 0) {
    return transaction.web_authn_credentials().RaiseSignCount(user.number(), proved.asserted.credential_id, proved.asserted.sign_count);
  }
  // What counts nothing needs no write.
  const std::vector<Passkey> passkeys = PasskeysOf(transaction, user);
  const auto found = std::ranges::find(passkeys, proved.asserted.credential_id, CredentialId);
  return found != passkeys.end() && found->credential.sign_count == 0;
}

}  // namespace rockpool::accounts
