#include "server/run.h"

#include <cstdio>
#include <exception>

#include "server/app.h"
#include "server/endpoint_url.h"
#include "server/http/beast/client.h"
#include "server/http/beast/server.h"
#include "server/seed/seed.h"
#include "server/util/log.h"
#include "storage/store.h"

namespace rockpool {
namespace {

int Fail(int code, const std::exception& error) {
  util::StopLog();
  std::fprintf(stderr, "rockpool: %s\n", error.what());
  return code;
}

}  // namespace

int RunServer(const Options& options) {
  try {
    util::StartLog(options.log_level, options.log_format);
    for (const std::string& warning : WarningsOfVariables()) {
      util::Log(util::LogLevel::kWarning, warning);
    }
    Serve(options);
    util::StopLog();
    return kStopped;
  } catch (const storage::NewerDatabase& error) {
    return Fail(kNewerDatabase, error);
  } catch (const storage::CannotOpen& error) {
    return Fail(kCannotOpenDatabase, error);
  } catch (const storage::Unwritable& error) {
    return Fail(kCannotOpenDatabase, error);
  } catch (const seed::SeedError& error) {
    return Fail(kBadSeed, error);
  } catch (const http::beast::ListenError& error) {
    return Fail(kCannotListen, error);
  } catch (const http::beast::TlsError& error) {
    return Fail(kBadTls, error);
  } catch (const std::exception& error) {
    return Fail(kFailed, error);
  }
}

int RunHealthcheck(const Options& options) {
  try {
    http::FetchRequest request;
    const auto url = http::ParseUrl(EndpointUrl(options.http.host, "http", options.http.port) + "/health");
    if (!url) {
      return kUnhealthy;
    }
    request.url = *url;
    request.max_redirects = 0;
    return http::beast::Client().Fetch(request).status == 200 ? kStopped : kUnhealthy;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rockpool: %s\n", error.what());
    return kUnhealthy;
  }
}

}  // namespace rockpool
