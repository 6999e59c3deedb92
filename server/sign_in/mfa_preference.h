// Which second factors a user has turned on, and which he prefers: UserMFASettingList, PreferredMfaSetting, MFAOptions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/sign_in/state.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// What SetUserMFAPreference and its administrator's form ask; what is absent stays as it is.
struct MfaPreference {
  struct Factor {
    std::optional<bool> enabled;
    std::optional<bool> preferred;
  };
  Factor sms;
  Factor software_token;
  Factor email;
  std::optional<bool> web_authn_enabled;
};

template <class Request>
MfaPreference PreferenceIn(const Request& request) {
  const auto factor = [](const auto& settings) {
    return settings ? MfaPreference::Factor{settings->Enabled, settings->PreferredMfa} : MfaPreference::Factor{};
  };
  MfaPreference preference{factor(request.SMSMfaSettings), factor(request.SoftwareTokenMfaSettings), factor(request.EmailMfaSettings), {}};
  if (request.WebAuthnMfaSettings) {
    preference.web_authn_enabled = request.WebAuthnMfaSettings->Enabled;
  }
  return preference;
}

// Changes the user, who has to be saved then. Throws api::InvalidParameterException, the user unchanged, for what contradicts itself, for a
// factor that is not set up, and for any where the pool's MFA is off. Passkeys need a pool that takes them for both factors, and another
// factor that is on (documented).
void SetPreference(const storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user,
                   const MfaPreference& preference);

// Whether UserMFASettingList has the factor.
bool IsOn(const accounts::User& user, Question factor);

// Puts the factor among those that are on, or takes it from them; then it is not preferred either. Assumed: passkeys go with the last other
// one.
void TurnOn(accounts::User& user, Question factor);
void TurnOff(accounts::User& user, Question factor);

// SetUserSettings, the older form for SMS alone: replaces MFAOptions; an empty list takes them back. Throws
// api::InvalidParameterException.
void SetOptions(accounts::User& user, const std::vector<api::MFAOptionType>& options);

// Throws api::UserNotConfirmedException.
void RequireConfirmed(const accounts::User& user);

}  // namespace rockpool::sign_in
