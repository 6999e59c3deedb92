// Any bytes as a session string or a secret block: nothing goes on with a sign-in but the very text that was given out, with the app client
// and the question that it was given out for. The corpus holds both texts.
#include "server/sign_in/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/codecs.h"
#include "server/api/service_exception.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/store_of_clients.h"

namespace rockpool::fuzz {
namespace {

using sign_in::Question;

constexpr util::EpochMillis kNow = 1'700'000'000'000;

class SignIns {
 public:
  SignIns() {
    KnownBytes random;
    session = sign_in::DrawSession(random);
    const std::string block = sign_in::DrawSecretBlock(random);
    secret_block = crypto::Base64Encode(block);
    Ask(crypto::Sha256(session), Question::SMS_MFA);
    Ask(crypto::Sha256(block), Question::PASSWORD_VERIFIER);
  }

  bool IsOpen(const clients::ClientInUse& client, std::string_view digest, Question question) const {
    return clients.store->Read([&](const storage::Transaction& transaction) {
      try {
        sign_in::Trace trace;
        return sign_in::RequireOpen(transaction, trace, client, digest, question, kNow).digest == digest;
      } catch (const api::ServiceException& refusal) {
        Expect(refusal.message() == "Invalid session for the user.", "a session is refused in AWS's words");
        return false;
      }
    });
  }

  StoreOfClients clients;
  std::string session;
  std::string secret_block;

 private:
  void Ask(const std::string& digest, Question question) const {
    storage::SignInSession row;
    row.digest = digest;
    row.user_pool_id = clients.pool->id;
    row.client_id = clients.own.id;
    row.challenge = api::ToText(question);
    row.document = "{}";
    row.expires_millis = clients::KeptUntil(clients.own, kNow);
    clients.store->Write([&](storage::Transaction& transaction) { transaction.sign_in_sessions().Insert(row); });
  }
};

void CheckSession(std::string_view text) {
  static const SignIns sign_ins;
  const std::string digest = sign_in::DigestOfSession(text);
  const bool is_open = sign_ins.IsOpen(sign_ins.clients.own, digest, Question::SMS_MFA);
  Expect(is_open == (text == sign_ins.session), "a session has one text");
  if (is_open) {
    Expect(!sign_ins.IsOpen(sign_ins.clients.other, digest, Question::SMS_MFA), "a session is of one app client");
    Expect(!sign_ins.IsOpen(sign_ins.clients.own, digest, Question::EMAIL_OTP), "a session asks one question");
  }
  const std::optional<std::string> of_block = sign_in::DigestOfSecretBlock(text);
  const bool is_asked = of_block && sign_ins.IsOpen(sign_ins.clients.own, *of_block, Question::PASSWORD_VERIFIER);
  Expect(is_asked == (text == sign_ins.secret_block), "a secret block has one text");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckSession({reinterpret_cast<const char*>(data), size});
  return 0;
}
