#include "server/sign_in/dispatcher/open_row.h"

#include "server/api/errors.h"
#include "server/sign_in/devices.h"
#include "server/sign_in/session.h"
#include "server/sign_in/subject.h"

namespace rockpool::sign_in {
namespace {

constexpr std::string_view kSecretBlock = "PASSWORD_CLAIM_SECRET_BLOCK";

const std::string& RequireSession(const Response& response) {
  if (!response.session) {
    throw api::InvalidParameterException("Missing required parameter Session");
  }
  return *response.session;
}

// A PASSWORD_VERIFIER of CUSTOM_AUTH has both. So has a device's, where clients differ in what they send: Assumed that the secret block is
// enough there.
void RequireSessionBeside(const Call& call, const Response& response, const State& state) {
  if (state.session_digest.empty() || (response.challenge == Question::DEVICE_PASSWORD_VERIFIER && !response.session)) {
    return;
  }
  if (DigestOfSession(RequireSession(response)) != state.session_digest) {
    call.trace.Explain("the session is not the one that came with the secret block");
    ThrowInvalidSession();
  }
}

}  // namespace

std::string RowDigest(const Call& call, const Response& response) {
  if (IsNamedBySecretBlock(response.challenge)) {
    const auto digest = DigestOfSecretBlock(Require(response.responses, kSecretBlock));
    if (!digest) {
      call.trace.Explain("the secret block is none");
      ThrowInvalidSession();
    }
    return *digest;
  }
  return DigestOfSession(RequireSession(response));
}

OpenRow FindOpenRow(const storage::Transaction& transaction, const Call& call, const Response& response, std::string_view digest,
                    const std::string& name) {
  OpenRow open;
  open.row = RequireOpen(transaction, call.trace, *call.client, digest, response.challenge, call.now);
  open.state = FromDocument(open.row.document);
  call.trace.call().sign_in = open.state.sign_in;
  RequireSessionBeside(call, response, open.state);
  if (open.state.is_hosted != (call.door == Door::kHosted)) {
    call.trace.Explain("the sign-in began by another door");
    ThrowInvalidSession();
  }
  open.subject = SubjectOfSession(transaction, call, open.row, open.state, name);
  if (MayKnowDevice(open.subject, open.state)) {
    open.subject.device = DeviceOf(transaction, call, *open.subject.user, open.state);
  }
  return open;
}

}  // namespace rockpool::sign_in
