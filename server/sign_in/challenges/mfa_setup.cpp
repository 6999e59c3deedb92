#include <algorithm>

#include "server/accounts/attribute_values.h"
#include "server/accounts/attributes.h"
#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/mfa_preference.h"
#include "server/sign_in/session.h"

namespace rockpool::sign_in {
namespace {

// The guide writes it in small letters.
std::optional<std::string> EmailIn(const Parameters& responses) {
  auto email = Find(responses, "EMAIL");
  return email ? email : Find(responses, "email");
}

bool HasToken(const storage::Transaction& transaction, const accounts::User& user, std::optional<std::string_view> digest = {}) {
  const auto token = transaction.credentials().Find(user.number()).software_token;
  return token && (!digest || crypto::Sha256(token->secret) == *digest);
}

class MfaSetupChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override { return {}; }

  Parameters Ask(const Call&, const Asking& asking) const override {
    return {{"MFAS_CAN_SETUP", JsonListOf(asking.state.choices)}, {"USER_ID_FOR_SRP", asking.subject.username}};
  }

  Judgement Judge(Call& call, const Answering& answering) const override {
    const auto& choices = answering.state.choices;
    const auto email = EmailIn(answering.responses);
    if (email && std::ranges::find(choices, Question::EMAIL_OTP) != choices.end()) {
      return SetUpEmail(call, answering, *email);
    }
    if (answering.state.token_digest.empty()) {
      // Recorded (aws-blocks): such an answer ends the session. Assumed: the text.
      return WrongAnswer(NotVerified(), Costs::kTheSession, false);
    }
    Right right{answering.state};
    right.state.has_second_factor = true;
    AddMethod(right.state, "otp");
    right.effects = [digest = answering.state.token_digest](storage::Transaction& transaction, accounts::User& user) {
      // It may have been deleted or replaced since.
      if (!HasToken(transaction, user, digest)) {
        throw NotVerified();
      }
      TurnOn(user, Question::SOFTWARE_TOKEN_MFA);
    };
    return right;
  }

 private:
  static api::InvalidParameterException NotVerified() { return api::InvalidParameterException("User has not verified software token mfa"); }

  // The code that goes there then is the second factor.
  static Judgement SetUpEmail(Call& call, const Answering& answering, const std::string& email) {
    const std::vector<api::AttributeType> attributes{{"email", email}};
    accounts::CheckWritable(*call.client, attributes);  // Assumed: that it is asked for here too
    try {
      accounts::CheckAttributes(call.pool(), accounts::AttributeWrite::kUpdate, &*answering.subject.user, attributes);
      if (email.empty()) {
        throw api::InvalidParameterException("Invalid email address format.");
      }
    } catch (const api::InvalidParameterException& refusal) {
      return WrongAnswer(refusal, Costs::kTheSession, false);
    }
    Right right{answering.state};
    right.state.chosen = Question::EMAIL_OTP;
    right.effects = [&call, attributes, digest = answering.state.token_digest](storage::Transaction& transaction, accounts::User& user) {
      const bool has_other_token = HasToken(transaction, user) && !HasToken(transaction, user, digest);
      if (accounts::HasValue(user, "email") || DecideMfa(call.pool(), user, {has_other_token}).question != Question::MFA_SETUP) {
        call.trace.Explain("the user has got a second factor since");
        ThrowInvalidSession();
      }
      accounts::Apply(accounts::AttributeWrite::kUpdate, user, attributes);
      accounts::ClaimAliases(transaction, call.pool(), call.now, user, false);
      TurnOn(user, Question::EMAIL_OTP);
    };
    return right;
  }
};

}  // namespace

const Challenge& MfaSetup() {
  static const MfaSetupChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
