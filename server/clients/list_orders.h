// The orders in which answers list what AWS keeps as sets: flows, scopes, URLs, attributes and providers of an app client.
#pragma once

#include "server/api/types.h"

namespace rockpool::clients {

// As CreateUserPoolClient and UpdateUserPoolClient list them: as they come out of a java.util.HashSet to which the request's were added in
// their order. Fitted to 19 lists, one of 18 attributes among them: CLI examples of create-user-pool-client (2019, 2024) and
// update-user-pool-client (2025), and the API reference's of CreateUserPoolClient. docs/fidelity.md tells what does not fit.
// The elements of a list differ from each other.
void ListAsHashSets(api::UserPoolClientType& client);

// As DescribeUserPoolClient lists them: sorted (CLI example of describe-user-pool-client; go-to-k/cdk-real-drift#875, 2026).
void ListSorted(api::UserPoolClientType& client);

}  // namespace rockpool::clients
