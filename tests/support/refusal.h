// What a call is refused with.
#pragma once

#include <string>

#include "server/api/service_exception.h"

namespace rockpool::support {

// "Type: message" of the api::ServiceException that `call` throws, or "accepted".
template <typename Call>
std::string RefusalOf(Call call) {
  try {
    call();
  } catch (const api::ServiceException& error) {
    return std::string(error.type()) + ": " + error.message();
  }
  return "accepted";
}

}  // namespace rockpool::support
