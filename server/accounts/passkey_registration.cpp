#include <stdexcept>
#include <utility>

#include "server/accounts/passkeys.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/web_authn/options.h"

// Assumed: the texts of all refusals here but one, from what the API reference says of each exception.
namespace rockpool::accounts {
namespace {

constexpr std::string_view kPurpose = "passkey";  // among the codes that the user is waited for with
constexpr util::EpochMillis kLifetime = 5 * 60 * 1000;

[[noreturn]] void ThrowNotValid() {
  throw api::InvalidParameterException("Credential data is not valid");  // recorded: aws-sdk-net#4386
}

[[noreturn]] void Throw(const web_authn::Refused& refused) {
  using web_authn::Fault;
  switch (refused.fault()) {
    case Fault::kRelyingParty:
      throw api::WebAuthnRelyingPartyMismatchException(
          "The passkey credential is associated with a different relying party ID than the user pool relying party ID.");
    case Fault::kOrigin:
      throw api::WebAuthnOriginNotAllowedException(
          "The passkey credential's registration origin does not align with the user pool relying party ID.");
    case Fault::kAlgorithm:
      throw api::WebAuthnCredentialNotSupportedException("The passkey credential is from an unsupported device or provider.");
    default:
      ThrowNotValid();
  }
}

std::string FriendlyNameOf(const web_authn::Registered& registered) {
  return registered.attachment == "cross-platform" ? "Roaming passkey" : "Platform passkey";  // Assumed
}

}  // namespace

void KeepRegistration(storage::Transaction& transaction, const User& user, const WaitingRegistration& waiting, util::EpochMillis now) {
  transaction.codes().Put({.user = user.number(),
                           .purpose = std::string(kPurpose),
                           .digest = crypto::Sha256(waiting.challenge),
                           .attribute = waiting.client_id,
                           .pending_value = "",
                           .expires_millis = now + kLifetime});
}

void RequireRegistration(const storage::Transaction& transaction, const User& user, const WaitingRegistration& waiting,
                         util::EpochMillis now) {
  const auto code = transaction.codes().Find(user.number(), kPurpose);
  if (!code || code->expires_millis <= now || !crypto::EqualInConstantTime(code->digest, crypto::Sha256(waiting.challenge))) {
    throw api::WebAuthnChallengeNotFoundException("The registration challenge has expired.");
  }
  if (code->attribute != waiting.client_id) {
    throw api::WebAuthnClientMismatchException(
        "The access token is for a different client than the one in the original StartWebAuthnRegistration request.");
  }
}

void RequireRoomForPasskey(const storage::Transaction& transaction, const User& user) {
  if (transaction.web_authn_credentials().ListOfUser(user.number()).size() >= kMostPasskeys) {
    throw api::LimitExceededException("User has reached the maximum number of passkeys.");
  }
}

web_authn::Attestation ReadAttestation(std::string_view credential_json) {
  try {
    return web_authn::ReadAttestation(credential_json);
  } catch (const web_authn::Refused& refused) {
    Throw(refused);
  }
}

web_authn::Registered VerifyRegistration(const RelyingParty& party, const web_authn::Attestation& attestation) {
  try {
    return web_authn::VerifyRegistration(
        {.challenge = attestation.challenge, .relying_party_id = party.id, .must_verify_user = party.must_verify_user}, web_authn::kOffered,
        attestation);
  } catch (const web_authn::Refused& refused) {
    Throw(refused);
  }
}

void AddPasskey(storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, const RelyingParty& party,
                const web_authn::Registered& registered, const WaitingRegistration& waiting, util::EpochMillis now) {
  RequireRegistration(transaction, user, waiting, now);
  RequireRoomForPasskey(transaction, user);
  Passkey passkey;
  passkey.friendly_name = FriendlyNameOf(registered);
  passkey.attachment = registered.attachment;
  passkey.transports = registered.transports;
  transaction.web_authn_credentials().Insert({.user_pool_id = pool.id,
                                              .user = user.number(),
                                              .credential_id = registered.credential_id,
                                              .public_key = registered.public_key,
                                              .sign_count = registered.sign_count,
                                              .is_backup_eligible = registered.is_backup_eligible,
                                              .relying_party_id = party.id,
                                              .document = api::ToJson(Shown(passkey)),
                                              .creation_millis = now});
  transaction.codes().Delete(user.number(), kPurpose);
}

void SayTaken() { throw api::InvalidParameterException("Credential already exists."); }

}  // namespace rockpool::accounts
