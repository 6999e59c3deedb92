// Where who signs out is led.
#pragma once

#include "server/http/message.h"
#include "server/oauth/client_site.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// By the query of /logout: 302 to the application or to the sign-in page. Throws PageError where it names no place that the client has.
http::Response LeadOut(const Exchange& exchange, const ClientSite& leaving);

}  // namespace rockpool::oauth
