#include "server/sign_in/password_proof.h"

#include <array>
#include <utility>

#include "server/accounts/import/import_rows.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/api/errors.h"
#include "server/crypto/srp.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/standing.h"
#include "server/util/random.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {

namespace {

// False too where another password was set while this one was checked.
bool TakeImportedPassword(Call& call, Subject& subject, const std::string& password) {
  const std::string& hash = *subject.credentials.imported_hash;
  if (!accounts::IsPasswordOfHash(hash, password)) {
    return false;
  }
  const auto verifier = accounts::MakeVerifier(call.pool(), subject.username, password, call.world.random);
  const bool is_kept = call.rounds.Commit([&](storage::Transaction& transaction) {
    const auto user = accounts::FindStill(transaction, *subject.user);
    if (!user || transaction.credentials().Find(user->number()).imported_hash != hash) {
      return false;
    }
    accounts::SetPassword(transaction, call.pool(), *user, verifier, call.now);
    return true;
  });
  if (is_kept) {
    call.trace.Explain("it is that of the imported hash, whose place its verifier takes");
    subject.credentials.password = verifier;
    subject.credentials.imported_hash.reset();
    subject.verifier = verifier;
  }
  return is_kept;
}

}  // namespace

bool CanBePassword(std::string_view text) { return util::Utf16Length(text) <= accounts::kLongestPassword; }

std::optional<Wrong> CheckPassword(Call& call, Subject& subject, const std::string& password) {
  call.trace.Check("password");
  const bool is_imported = subject.user && !subject.credentials.password && accounts::HasPassword(subject.credentials);
  const bool is_right =
      CanBePassword(password) && (is_imported ? TakeImportedPassword(call, subject, password)
                                              : accounts::IsPassword(call.pool(), subject.username, password, subject.verifier));
  if (!is_right || !subject.user || !subject.credentials.password) {
    return WrongPassword(call, subject);
  }
  RequireMayEnter(call, subject);
  return std::nullopt;
}

void TakePassword(State& state, const Subject& subject) { TakeFirstFactor(state, subject, "pwd"); }

Judgement JudgePassword(Call& call, const Subject& subject, const State& state, const std::string& password) {
  RequireMayTry(call, subject);
  Subject proved = subject;
  if (auto wrong = CheckPassword(call, proved, password)) {
    return *std::move(wrong);
  }
  Right right{state};
  TakePassword(right.state, proved);
  return right;
}

void BeginSrp(const Call& call, const Subject& subject, const std::string& srp_a, State& state) {
  BeginSrp(call, subject.verifier, srp_a, state);
}

void BeginSrp(const Call& call, const storage::PasswordVerifier& verifier, const std::string& srp_a, State& state) {
  // After the user (recorded: LEGACY tells of an unknown one before SRP_A is looked at).
  call.trace.Check("SRP_A");
  if (!crypto::IsValidSrpA(srp_a)) {
    // Assumed: that it is an InvalidParameterException, and the text.
    throw api::InvalidParameterException("Invalid SRP_A.");
  }
  std::array<unsigned char, 32> b{};
  call.world.random.Fill(b);
  const crypto::SrpServerKey key = crypto::MakeSrpServerKey(verifier.verifier, b);
  state.srp_a = srp_a;
  state.srp_b = key.private_key;
  state.srp_public_b = key.public_key_hex;
}

}  // namespace rockpool::sign_in
