// What goes over the wire for a FetchRequest.
#pragma once

#include <string>

#include "server/http/client.h"

namespace rockpool::http::beast {

// The whole request as bytes, for `url` in the place of request.url, which a redirect may have left. Throws FetchError for what may not be
// sent, as http::Client says; the text names headers, never their values.
std::string RequestText(const FetchRequest& request, const Url& url);

// Whether nothing in the request is for its first address alone.
bool MayFollowRedirects(const FetchRequest& request);

}  // namespace rockpool::http::beast
