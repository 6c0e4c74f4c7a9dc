"""What a video of the authority may be. Residents' videos are not taken (`Problem.VIDEO`)."""

MP4, WEBM = "video/mp4", "video/webm"
VIDEO_EXTENSIONS = {MP4: "mp4", WEBM: "webm"}
MAX_VIDEO_MEGABYTES = 100
MAX_VIDEO_BYTES = MAX_VIDEO_MEGABYTES * 1024 * 1024
