// Who only names an app client, at an address that asks for nothing else to be proved: signing out, links in messages.
#pragma once

#include "server/clients/client_in_use.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"

namespace rockpool::oauth {

struct ClientSite {
  clients::SharedClient client;
  Site site;
};

// The app client that the query's client_id names, once, and where its pages are. Throws PageError where it is missing (in AWS's words at
// /logout, assumed elsewhere), unknown or said twice, and as SiteOf does.
ClientSite RequireClientSite(const Exchange& exchange);

}  // namespace rockpool::oauth
