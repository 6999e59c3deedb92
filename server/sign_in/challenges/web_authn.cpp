#include "server/web_authn/web_authn.h"

#include <algorithm>
#include <array>

#include "server/accounts/passkeys.h"
#include "server/api/errors.h"
#include "server/pools/mfa.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/standing.h"

namespace rockpool::sign_in {
namespace {

constexpr std::string_view kCredential = "CREDENTIAL";

class WebAuthnChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{kCredential};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking& asking) const override {
    const Subject& subject = asking.subject;
    return {{"CREDENTIAL_REQUEST_OPTIONS", accounts::RequestOptionsOf(subject.relying_party.value_or(accounts::RelyingParty()),
                                                                      subject.passkeys, asking.state.web_authn_challenge)}};
  }

  Judgement Judge(Call& call, const Answering& answering) const override {
    const Subject& subject = answering.subject;
    RequireMayEnterWithoutPassword(call, subject);
    call.trace.Check("passkey");
    if (!subject.relying_party) {
      call.trace.Explain("the pool has no relying party any more");
      return WrongAnswer(Refusal(), Costs::kTheSession, false);
    }
    accounts::ProvedPasskey proved;
    try {
      proved = accounts::ProvePasskey(call.world.caches, *subject.relying_party, *subject.user, subject.passkeys,
                                      answering.state.web_authn_challenge, Require(answering.responses, kCredential));
    } catch (const web_authn::Refused& refused) {
      call.trace.Explain(refused.what());
      // Assumed: that it uses the session up, and counts for no lockout, which is one of what can be guessed.
      return WrongAnswer(Refusal(), Costs::kTheSession, false);
    }
    Right right{answering.state};
    right.state.web_authn_challenge.clear();
    const bool is_first = !right.state.has_first_factor;
    if (is_first) {
      TakeFirstFactor(right.state, subject, proved.method());
      right.state.has_second_factor = subject.relying_party->must_verify_user && proved.asserted.is_user_verified;
    } else {
      AddMethod(right.state, proved.method());
      right.state.has_second_factor = true;
    }
    right.effects_change_no_user = true;
    right.effects = [&call, &subject, proved, is_first](storage::Transaction& transaction, accounts::User& user) {
      if ((is_first && !IsStillOffered(transaction, call, user, subject, proved)) || !accounts::TakeProof(transaction, user, proved)) {
        call.trace.Explain("the passkey was removed, or another proof came before");
        throw Refusal();
      }
    };
    return right;
  }

 private:
  // False if the passkey is none of those any more that he may begin with; throws if he may not with any. His credentials and passkeys are
  // not read again where all that they could change is whether he has this one, of which TakeProof tells: where no second factor that he
  // may have turned on would have to follow, and the relying party is named by the pool that the call goes by.
  static bool IsStillOffered(const storage::Transaction& transaction, const Call& call, const accounts::User& user, const Subject& seen,
                             const accounts::ProvedPasskey& proved) {
    const bool may_follow = pools::MfaModeOf(call.pool().settings.MfaConfiguration) == api::UserPoolMfaType::OPTIONAL;
    if (!may_follow && seen.relying_party->is_configured && user.record.revision == seen.user->record.revision) {
      RequireOffered(call, seen, Question::WEB_AUTHN);
      return true;
    }
    const Subject now = RequireStillOffered(transaction, call, user, Question::WEB_AUTHN);
    return std::ranges::any_of(
        now.passkeys, [&](const accounts::Passkey& passkey) { return passkey.credential.credential_id == proved.asserted.credential_id; });
  }

  // Assumed: the exception and its text; the operation declares none of passkeys.
  static api::NotAuthorizedException Refusal() { return api::NotAuthorizedException("Incorrect username or password."); }
};

}  // namespace

const Challenge& WebAuthn() {
  static const WebAuthnChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
