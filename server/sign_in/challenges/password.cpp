// PASSWORD and PASSWORD_SRP: the two ways to begin with a password that was chosen.
#include <array>

#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/password_proof.h"

namespace rockpool::sign_in {
namespace {

class PasswordChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{"PASSWORD"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking&) const override { return {}; }

  std::optional<std::string> PasswordIn(const Answering& answering) const override { return Require(answering.responses, "PASSWORD"); }

  Judgement Judge(Call& call, const Answering& answering) const override {
    return JudgePassword(call, answering.subject, answering.state, Require(answering.responses, "PASSWORD"));
  }
};

// Leads to PASSWORD_VERIFIER.
class PasswordSrpChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{"SRP_A"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking&) const override { return {}; }

  Judgement Judge(Call& call, const Answering& answering) const override { return BeginSrp(call, answering, answering.subject.verifier); }
};

}  // namespace

Right BeginSrp(const Call& call, const Answering& answering, const storage::PasswordVerifier& secret) {
  Right begun{answering.state};
  BeginSrp(call, secret, Require(answering.responses, "SRP_A"), begun.state);
  return begun;
}

const Challenge& Password() {
  static const PasswordChallenge challenge;
  return challenge;
}

const Challenge& PasswordSrp() {
  static const PasswordSrpChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
