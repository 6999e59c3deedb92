#include "server/sign_in/password_proof.h"

#include <array>
#include <utility>

#include "server/accounts/passwords.h"
#include "server/api/errors.h"
#include "server/crypto/srp.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/standing.h"
#include "server/util/random.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {

bool CanBePassword(std::string_view text) { return util::Utf16Length(text) <= accounts::kLongestPassword; }

std::optional<Wrong> CheckPassword(Call& call, const Subject& subject, const std::string& password) {
  call.trace.Check("password");
  const bool is_right = CanBePassword(password) && accounts::IsPassword(call.pool(), subject.username, password, subject.verifier);
  if (!is_right || !subject.user || !subject.credentials.password) {
    return WrongPassword(call, subject);
  }
  RequireMayEnter(call, subject);
  return std::nullopt;
}

void TakePassword(State& state, const Subject& subject) { TakeFirstFactor(state, subject, "pwd"); }

Judgement JudgePassword(Call& call, const Subject& subject, const State& state, const std::string& password) {
  call.rounds.Look([&](const storage::Transaction& transaction) { RequireMayTry(transaction, call, subject); });
  if (auto wrong = CheckPassword(call, subject, password)) {
    return *std::move(wrong);
  }
  Right right{state};
  TakePassword(right.state, subject);
  return right;
}

void BeginSrp(const Call& call, const Subject& subject, const std::string& srp_a, State& state) {
  // After the user (recorded: LEGACY tells of an unknown one before SRP_A is looked at).
  call.trace.Check("SRP_A");
  if (!crypto::IsValidSrpA(srp_a)) {
    // Assumed: that it is an InvalidParameterException, and the text.
    throw api::InvalidParameterException("Invalid SRP_A.");
  }
  std::array<unsigned char, 32> b{};
  call.world.random.Fill(b);
  const crypto::SrpServerKey key = crypto::MakeSrpServerKey(subject.verifier.verifier, b);
  state.srp_a = srp_a;
  state.srp_b = key.private_key;
  state.srp_public_b = key.public_key_hex;
}

}  // namespace rockpool::sign_in
