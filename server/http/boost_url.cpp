// Boost.URL itself, compiled once: Debian has no archive of it in libboost1.81-dev, and none is needed this way.
#include <boost/url/src.hpp>
