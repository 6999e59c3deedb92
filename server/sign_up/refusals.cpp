#include "server/sign_up/refusals.h"

#include "server/api/errors.h"

namespace rockpool::sign_up {

void ThrowUnknownUser() { throw api::UserNotFoundException("Username/client id combination not found."); }

void ThrowCodeMismatch() { throw api::CodeMismatchException("Invalid verification code provided, please try again."); }

void RefuseCodeOfNobody(const clients::ClientInUse& client) {
  if (clients::HidesWhoExists(client)) {
    ThrowCodeMismatch();
  }
  ThrowUnknownUser();
}

}  // namespace rockpool::sign_up
