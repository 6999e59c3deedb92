// How a Lambda function's refusal is told where a sign-in by browser ends.
#pragma once

#include <string>

#include "server/api/service_exception.h"
#include "server/federation/refusal.h"

namespace rockpool::federation {

// Whether it is one of what triggers/events throw.
bool IsOfFunction(const api::ServiceException& error);

// The text as the callback of a sign-in by a provider has it: a blank follows a full stop (recorded of many).
std::string AtCallback(std::string text);

// `invalid_request` for all types, without the prefix of SAML's validation. Requires: IsOfFunction.
Refusal RefusalOf(const api::ServiceException& error);

}  // namespace rockpool::federation
