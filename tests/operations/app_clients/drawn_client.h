// App clients of all kinds, as requests that CreateUserPoolClient takes, of AWS too.
#pragma once

#include <string>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/drawn_settings.h"

namespace rockpool::support {

// Puts what drawn clients name into a pool that has the attribute custom:team.
void AddWhatClientsName(ClientPool& pool);

// A request. Whatever a client can have is in one draw or another.
std::string DrawClient(DrawnSettings& drawn, const ClientPool& pool);

}  // namespace rockpool::support
