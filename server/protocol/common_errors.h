// The errors that AWS services share and the model of this one does not name.
#pragma once

#include <string>

#include "server/api/service_exception.h"

namespace rockpool::protocol {

class UnknownOperationException final : public api::ServiceException {
 public:
  UnknownOperationException() : ServiceException("UnknownOperationException", 400, "") {}
};

// An empty message is left out of the answer, as the service leaves it out for a body that is no JSON (amplify-js#6014).
class SerializationException final : public api::ServiceException {
 public:
  explicit SerializationException(std::string message = "") : ServiceException("SerializationException", 400, std::move(message)) {}
};

// What a page of another site is told. The exception of that name that the model declares is a firewall's, which the API reference gives
// the status 400.
class ForeignPage final : public api::ServiceException {
 public:
  explicit ForeignPage(std::string message) : ServiceException("ForbiddenException", 403, std::move(message)) {}
};

class MissingAuthenticationTokenException final : public api::ServiceException {
 public:
  MissingAuthenticationTokenException() : ServiceException("MissingAuthenticationTokenException", 400, "Missing Authentication Token") {}
};

class IncompleteSignatureException final : public api::ServiceException {
 public:
  explicit IncompleteSignatureException(std::string message) : ServiceException("IncompleteSignatureException", 400, std::move(message)) {}
};

}  // namespace rockpool::protocol
