#include "server/sign_in/mfa_decision.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/mfa.h"
#include "server/util/lists.h"

namespace rockpool::sign_in {
namespace {

using Recovery = api::RecoveryOptionNameType;

constexpr std::array kByMessage{Question::SMS_MFA, Question::EMAIL_OTP};
constexpr std::array kFactors{Question::SMS_MFA, Question::SOFTWARE_TOKEN_MFA, Question::EMAIL_OTP, Question::WEB_AUTHN};

// The media by which a password is recovered, the first one first; none where administrators alone recover it.
std::vector<Recovery> RecoveryMediaOf(const pools::PoolInUse& pool) {
  const auto& setting = pool.settings.AccountRecoverySetting;
  std::vector<api::RecoveryOptionType> options;
  if (setting && setting->RecoveryMechanisms) {
    options = *setting->RecoveryMechanisms;
  }
  std::ranges::sort(options, {}, &api::RecoveryOptionType::Priority);
  std::vector<Recovery> media;
  for (const api::RecoveryOptionType& option : options) {
    if (option.Name != Recovery::admin_only) {
      media.push_back(option.Name);
    }
  }
  return media;
}

Recovery MediumOf(Question factor) { return factor == Question::SMS_MFA ? Recovery::verified_phone_number : Recovery::verified_email; }

bool IsOnlyRecovery(const std::vector<Recovery>& media, Question factor) { return media.size() == 1 && media.front() == MediumOf(factor); }

bool IsFirstRecovery(const std::vector<Recovery>& media, Question factor) { return !media.empty() && media.front() == MediumOf(factor); }

class Table {
 public:
  Table(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has)
      : pool_(pool), user_(user), has_(has), recovery_(RecoveryMediaOf(pool)) {}

  std::vector<Question> TurnedOn() const {
    std::vector<Question> on;
    for (const Question factor : kFactors) {
      if (IsTurnedOn(factor) && CanBeAsked(factor)) {
        on.push_back(factor);
      }
    }
    return on;
  }

  // The preferred one first.
  std::vector<Question> Answerable() const {
    std::vector<Question> factors;
    for (const Question factor : kFactors) {
      if (CanBeAsked(factor) && IsForRequiredMfa(factor)) {
        factors.push_back(factor);
      }
    }
    return PreferredFirst(std::move(factors));
  }

  std::vector<Question> PreferredFirst(std::vector<Question> factors) const {
    std::stable_partition(factors.begin(), factors.end(), [&](Question factor) { return IsPreferred(factor); });
    return factors;
  }

  MfaDecision Optional() const {
    const std::vector<Question> on = TurnedOn();
    if (const auto preferred = Preferred(on)) {
      return {preferred, {}};
    }
    return OneOf(on);
  }

  MfaDecision Required() const {
    MfaDecision decision = Possible();
    return decision.question ? decision : SetUp();
  }

  // What Required asks of a user who has anything to answer with.
  MfaDecision Possible() const {
    std::vector<Question> possible;
    std::ranges::copy_if(kByMessage, std::back_inserter(possible), [&](Question factor) { return CanBeAsked(factor); });
    std::vector<Question> all = possible;
    if (has_.has_token) {
      all.push_back(Question::SOFTWARE_TOKEN_MFA);
    }
    if (const auto preferred = Preferred(all)) {
      return {preferred, {}};
    }
    std::erase_if(possible, [&](Question factor) { return IsOnlyRecovery(recovery_, factor); });
    // Assumed: a passkey is a further choice, of who has turned it on.
    const bool has_passkey = IsTurnedOn(Question::WEB_AUTHN) && CanBeAsked(Question::WEB_AUTHN);
    if (has_.has_token) {
      possible.insert(possible.begin(), Question::SOFTWARE_TOKEN_MFA);
      return WithPasskey(std::move(possible), has_passkey);
    }
    if (possible.size() == kByMessage.size() && !recovery_.empty()) {
      std::erase_if(possible, [&](Question factor) { return IsFirstRecovery(recovery_, factor); });
    }
    return WithPasskey(std::move(possible), has_passkey);
  }

  // Turned on, and of no use here: they are another relying party's.
  bool ArePasskeysElsewhere() const {
    return IsTurnedOn(Question::WEB_AUTHN) && OffersFactor(pool_, Question::WEB_AUTHN) && has_.has_passkey_elsewhere && !has_.has_passkey;
  }

 private:
  // As Required has it.
  bool IsForRequiredMfa(Question factor) const {
    switch (factor) {
      case Question::SOFTWARE_TOKEN_MFA:
        return true;
      case Question::WEB_AUTHN:
        return IsTurnedOn(factor);
      default:
        return IsPreferred(factor) || !IsOnlyRecovery(recovery_, factor);
    }
  }

  // What the user has a way to answer, in a pool that offers it. An authenticator works on after the pool has ceased to offer it.
  bool CanBeAsked(Question factor) const {
    switch (factor) {
      case Question::SOFTWARE_TOKEN_MFA:
        return has_.has_token;
      case Question::WEB_AUTHN:
        return has_.has_passkey && OffersFactor(pool_, factor);
      default:
        return OffersFactor(pool_, factor) && accounts::HasValue(user_, AttributeOf(factor));
    }
  }

  // MFAOptions is how SMS was turned on before there were other factors.
  bool IsTurnedOn(Question factor) const {
    return util::Contains(user_.content.UserMFASettingList, std::string(api::ToText(factor))) ||
           (factor == Question::SMS_MFA && !util::MembersOf(user_.content.MFAOptions).empty());
  }

  bool IsPreferred(Question factor) const {
    return user_.content.PreferredMfaSetting && api::ToText(factor) == *user_.content.PreferredMfaSetting;
  }

  std::optional<Question> Preferred(const std::vector<Question>& among) const {
    const auto found = std::ranges::find_if(among, [&](Question factor) { return IsPreferred(factor); });
    return found == among.end() ? std::nullopt : std::optional(*found);
  }

  static MfaDecision WithPasskey(std::vector<Question> factors, bool has_passkey) {
    if (has_passkey) {
      factors.push_back(Question::WEB_AUTHN);
    }
    return OneOf(factors);
  }

  static MfaDecision OneOf(const std::vector<Question>& factors) {
    if (factors.size() > 1) {
      return {Question::SELECT_MFA_TYPE, factors};
    }
    return factors.empty() ? MfaDecision{} : MfaDecision{factors.front(), {}};
  }

  MfaDecision SetUp() const {
    std::vector<Question> can_set_up;
    if (OffersFactor(pool_, Question::SOFTWARE_TOKEN_MFA)) {
      can_set_up.push_back(Question::SOFTWARE_TOKEN_MFA);
    }
    // A telephone number cannot be set up here (documented). An e-mail address that is there already can receive a code, but not as
    // the only way to recover the password.
    if (OffersFactor(pool_, Question::EMAIL_OTP) && !IsFirstRecovery(recovery_, Question::EMAIL_OTP) &&
        !accounts::HasValue(user_, AttributeOf(Question::EMAIL_OTP))) {
      can_set_up.push_back(Question::EMAIL_OTP);
    }
    if (can_set_up.empty()) {
      ThrowNoFactor();
    }
    return {Question::MFA_SETUP, can_set_up};
  }

  const pools::PoolInUse& pool_;
  const accounts::User& user_;
  SecondFactors has_;
  std::vector<Recovery> recovery_;
};

}  // namespace

SecondFactors SecondFactorsOf(const Subject& subject) {
  return {subject.credentials.software_token.has_value(), !subject.passkeys.empty(), subject.has_passkeys_elsewhere};
}

// Assumed: the text; documented is that it is an error.
void ThrowNoFactor() { throw api::InvalidParameterException("MFA is required but the user has no available MFA method."); }

MfaDecision DecideMfa(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has) {
  const Table table(pool, user, has);
  switch (pools::MfaModeOf(pool.settings.MfaConfiguration)) {
    case api::UserPoolMfaType::OFF:
      return {};
    case api::UserPoolMfaType::OPTIONAL:
      return table.Optional();
    case api::UserPoolMfaType::ON:
      return table.Required();
  }
  return {};
}

bool HasFactorOutOfReach(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has) {
  const Table table(pool, user, has);
  switch (pools::MfaModeOf(pool.settings.MfaConfiguration)) {
    case api::UserPoolMfaType::OFF:
      return false;
    case api::UserPoolMfaType::OPTIONAL:
      return table.ArePasskeysElsewhere() && table.TurnedOn().empty();
    case api::UserPoolMfaType::ON:
      return table.ArePasskeysElsewhere() && !table.Possible().question;
  }
  return false;
}

std::vector<Question> AskableFactorsOf(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has) {
  const Table table(pool, user, has);
  switch (pools::MfaModeOf(pool.settings.MfaConfiguration)) {
    case api::UserPoolMfaType::OFF:
      return {};
    case api::UserPoolMfaType::OPTIONAL:
      return table.PreferredFirst(table.TurnedOn());
    case api::UserPoolMfaType::ON:
      return table.Answerable();
  }
  return {};
}

MfaDecision DecideMfaOfRisk(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has) {
  if (pools::MfaModeOf(pool.settings.MfaConfiguration) != api::UserPoolMfaType::OPTIONAL) {
    return DecideMfa(pool, user, has);
  }
  const Table table(pool, user, has);
  MfaDecision chosen = table.Optional();
  return chosen.question ? chosen : table.Possible();
}

bool OffersFactor(const pools::PoolInUse& pool, Question factor) {
  switch (factor) {
    case Question::SOFTWARE_TOKEN_MFA:
      return pool.factors.SoftwareTokenMfaConfiguration && pool.factors.SoftwareTokenMfaConfiguration->Enabled.value_or(false);
    case Question::EMAIL_OTP:
      return pool.factors.EmailMfaConfiguration.has_value();
    case Question::SMS_MFA:
      return pool.factors.SmsMfaConfiguration.has_value();
    case Question::WEB_AUTHN:
      return pools::TakePasskeysForMfa(pool.factors);
    default:
      return false;
  }
}

std::string_view AttributeOf(Question factor) {
  switch (factor) {
    case Question::SMS_MFA:
    case Question::SMS_OTP:
      return "phone_number";
    case Question::EMAIL_OTP:
      return "email";
    default:
      return {};
  }
}

}  // namespace rockpool::sign_in
