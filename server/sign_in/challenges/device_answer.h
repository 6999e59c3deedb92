// What the answers of a device have in common.
#pragma once

#include "server/accounts/devices.h"
#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/devices.h"

namespace rockpool::sign_in {

// The device that is asked. Throws api::InvalidParameterException `Invalid device key given.` if another one answers, or USERNAME is an
// alias of the user's and not his USER_ID_FOR_SRP (a client tells of it), and api::ResourceNotFoundException if it is not remembered any
// more.
inline const storage::Device& RequireAskedDevice(const Call& call, const Answering& answering) {
  const bool is_alias = accounts::Fold(call.pool(), Require(answering.responses, "USERNAME")) != answering.subject.username;
  if (is_alias || Require(answering.responses, kDeviceKey) != answering.state.device_key) {
    call.trace.Explain(is_alias ? "USERNAME is an alias, where a device answers with the username" : "another device answers");
    throw api::InvalidParameterException("Invalid device key given.");
  }
  if (!answering.subject.device) {
    accounts::ThrowNoDevice();
  }
  return *answering.subject.device;
}

}  // namespace rockpool::sign_in
