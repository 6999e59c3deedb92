// What the answers of a device have in common.
#pragma once

#include "server/accounts/devices.h"
#include "server/api/errors.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/devices.h"

namespace rockpool::sign_in {

// The device that is asked. Throws api::InvalidParameterException `Invalid device key given.` if another one answers, and
// api::ResourceNotFoundException if it is not remembered any more.
inline const storage::Device& RequireAskedDevice(const Answering& answering) {
  if (Require(answering.responses, kDeviceKey) != answering.state.device_key) {
    throw api::InvalidParameterException("Invalid device key given.");
  }
  if (!answering.subject.device) {
    accounts::ThrowNoDevice();
  }
  return *answering.subject.device;
}

}  // namespace rockpool::sign_in
