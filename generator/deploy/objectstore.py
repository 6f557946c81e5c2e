"""A Store at S3, whatever speaks like it, Google Cloud Storage, or Azure: by obstore."""

from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from generator.deploy.asks import Found, Lost, Upload, Version
from generator.deploy.credentials import has_credentials
from generator.deploy.faults import is_missing_bucket, is_refused_condition, trouble_of
from generator.deploy.store import Kind, Trouble, bytes_of
from generator.model.origin import Origin

if TYPE_CHECKING:
    from obstore import Attributes, PutMode
    from obstore.store import ObjectStore as Library
    from obstore.store import S3Config

INSTALL = "publishing to object stores needs obstore: pip install 'fogbell[deploy]'"
#: of one request, in seconds
TIMEOUT, CONNECT = "20s", "5s"
#: what stores keep with an object; the rest is for web servers
KEPT = ("Content-Type", "Cache-Control", "Content-Language", "Content-Disposition")
#: never written: a store that takes it, though it should be over something, keeps no conditions
PROBE = "_status/probe"
_NO_CONDITIONS = (
    "the store ignores conditions on writes (If-Match), so two deploys could mix: use another, or "
    "a newer version of its server"
)


def open_store(origin: Origin, environment: Mapping[str, str]) -> "ObjectStore":
    """The store of an origin; `environment` is what the process has now. Raises Trouble."""
    try:
        from obstore.store import from_url
    except ImportError:
        raise Trouble(INSTALL) from None
    if origin.env and not has_credentials(environment):
        raise Trouble(f"no variable begins with {origin.env}: set {origin.env}AWS_ACCESS_KEY_ID, …")
    endpoint = environment.get("AWS_ENDPOINT_URL", environment.get("AWS_ENDPOINT", ""))
    has_region = {"AWS_REGION", "AWS_DEFAULT_REGION"} & set(environment)
    config: S3Config | None = None
    if origin.url.startswith("s3:") and origin.region and not has_region:
        config = {"region": origin.region}
    try:
        library = from_url(
            origin.url,
            config=config,
            client_options={
                "timeout": TIMEOUT,
                "connect_timeout": CONNECT,
                "allow_http": endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 0},  # tries are counted, and looked after, by the driver
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
        raise trouble_of(error) from None
    return ObjectStore(library, needs_generation=origin.url.startswith("gs:"))


class ObjectStore:
    """A version is an object's ETag without its quotes, which lists and answers set differently."""

    def __init__(self, library: "Library", *, needs_generation: bool = False) -> None:
        self._library, self._needs_generation = library, needs_generation
        self._lock = Lock()
        self._is_probed = False
        #: Ceph, and some who run it, know an ETag in If-Match only without its quotes
        self._wants_bare = False

    def read(self, path: str) -> Found | None:
        """The object at `path`. Raises Trouble."""
        try:
            got = self._library.get(path)
            return Found(bytes(got.bytes()), _version(got.meta["e_tag"]))
        except FileNotFoundError as error:
            if is_missing_bucket(error):
                raise trouble_of(error) from None
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
            raise trouble_of(error) from None

    def list(self) -> Mapping[str, Version]:
        """Every object. Raises Trouble."""
        try:
            return {
                each["path"]: _version(each["e_tag"])
                for chunk in self._library.list()
                for each in chunk
            }
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
            raise trouble_of(error) from None

    def dates(self) -> Mapping[str, datetime]:
        """When each object was written, in UTC. Raises Trouble."""
        try:
            return {
                each["path"]: each["last_modified"].astimezone(UTC)
                for chunk in self._library.list()
                for each in chunk
            }
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
            raise trouble_of(error) from None

    def delete(self, path: str) -> None:
        """Delete an object, of whatever version. Raises Trouble."""
        try:
            self._library.delete(path)
        except FileNotFoundError:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
            raise trouble_of(error) from None

    def write(self, upload: Upload, expected: Version | None) -> Version | Lost:
        """Write over exactly `expected`. Raises Trouble."""
        data = bytes_of(upload)
        attributes = {name: value for name, value in upload.headers if name in KEPT}
        self._probe()
        if expected is None:
            return self._put(upload.path, data, attributes, "create")
        if self._needs_generation:
            return self._put_over_generation(upload.path, data, attributes, expected)
        is_bare = self._wants_bare
        result = self._put(upload.path, data, attributes, _over(expected, is_bare=is_bare))
        if isinstance(result, Lost) and not is_bare and self._head(upload.path)[0] == expected:
            result = self._put(upload.path, data, attributes, _over(expected, is_bare=True))
            self._wants_bare = not isinstance(result, Lost)
        return result

    def _put(
        self, path: str, data: bytes, attributes: "Attributes", mode: "PutMode"
    ) -> Version | Lost:
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        try:
            done = self._library.put(
                path, data, attributes=attributes, mode=mode, use_multipart=False
            )
            return _version(done["e_tag"])
        except (AlreadyExistsError, PreconditionError) as error:
            if is_refused_condition(error):
                return Lost()
            raise trouble_of(error) from None
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
            raise trouble_of(error) from None

    def _put_over_generation(
        self, path: str, data: bytes, attributes: "Attributes", expected: Version
    ) -> Version | Lost:
        """Google's condition is a number, which only the object itself tells."""
        version, generation = self._head(path)
        if version != expected:
            return Lost()
        mode: PutMode = {"e_tag": f'"{version}"', "version": generation}
        return self._put(path, data, attributes, mode)

    def _head(self, path: str) -> tuple[Version, str | None]:
        """The version and the generation of an object; empty where there is none."""
        try:
            meta = self._library.head(path)
            return _version(meta["e_tag"]), meta["version"]
        except FileNotFoundError:
            return "", None
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
            raise trouble_of(error) from None

    def _probe(self) -> None:
        """Once: whether the store refuses to write over what is not there, as it must."""
        with self._lock:
            if self._is_probed:
                return
            over: PutMode = {"e_tag": f'"{"0" * 32}"', "version": "1"}
            if not isinstance(self._put(PROBE, b"", {}, over), Lost):
                raise Trouble(_NO_CONDITIONS, Kind.FINAL)
            self._is_probed = True


def _over(version: Version, *, is_bare: bool) -> "PutMode":
    return {"e_tag": version if is_bare else f'"{version}"'}


def _version(e_tag: str | None) -> Version:
    return (e_tag or "").strip('"')
